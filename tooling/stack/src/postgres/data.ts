import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { isReachable, type ServerUser, sharedFolder } from "./reach.ts";

/**
 * Makes the data folder for `user` and gives where it really is. Below a folder that the user
 * cannot pass, the data stands in a shared folder and `dataDir` is a link to it.
 */
export function placeData(dataDir: string, user: ServerUser | undefined): string {
  const known = lstatSync(dataDir, { throwIfNoEntry: false });
  if (known?.isSymbolicLink() && !existsSync(dataDir)) rmSync(dataDir);
  mkdirSync(dirname(dataDir), { recursive: true });
  if (!existsSync(dataDir)) {
    if (user && !isReachable(dirname(dataDir))) {
      symlinkSync(mkdtempSync(join(sharedFolder(), `${basename(dataDir)}-`)), dataDir);
    } else {
      mkdirSync(dataDir, { mode: 0o700 });
    }
  }
  const real = realpathSync(dataDir);
  if (user) chownSync(real, user.uid, user.gid);
  return real;
}

/** Removes a stopped server's data, wherever it was placed. Does nothing when there is none. */
export function removePostgresData(dataDir: string): void {
  const known = lstatSync(dataDir, { throwIfNoEntry: false });
  if (!known) return;
  if (known.isSymbolicLink() && existsSync(dataDir)) {
    rmSync(realpathSync(dataDir), { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
}

/** Port and process of the server that runs on this data; undefined when none does. */
export function runningServer(dataDir: string): { pid: number; port: number } | undefined {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isPostgres(pid) ? { pid, port } : undefined;
}

/** After a crash and a reboot the number may belong to anybody. */
function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const comm = `/proc/${pid}/comm`;
  return !existsSync(comm) || readFileSync(comm, "utf8").startsWith("postgres");
}

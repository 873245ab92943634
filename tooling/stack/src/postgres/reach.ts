import { mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@v1/core";

/** The user that Postgres runs as. Undefined: the one who runs this process. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * Postgres refuses to run as root, so root lends it another user of this machine. `initdb` looks
 * its user up by number, which is why one that stands in /etc/passwd is taken.
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const entry = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (entry?.[2] && entry[3]) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new AppError({
    code: "precondition_failed",
    message: "Postgres does not run as root, and there is no user `postgres` or `nobody` to run it as.",
    hint: "Run the command as an ordinary user, or add one: useradd --system postgres",
  });
}

/** Whether any user of this machine may pass through all folders down to `path`. */
export function isReachable(path: string): boolean {
  let folder = realpathSync(path);
  for (;;) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

/**
 * A folder of root's own that every user can pass through, for what must lie outside a closed
 * checkout. /var/tmp comes before /tmp because it outlives a reboot.
 */
export function sharedFolder(): string {
  const chosen = tmpdir() === "/tmp" ? [] : [tmpdir()];
  const parent = [...chosen, "/var/tmp", "/tmp"].find(isOpenFolder);
  if (!parent) {
    throw new AppError({
      code: "precondition_failed",
      message: "There is no folder that Postgres' own user could read.",
      hint: "Make /var/tmp passable (chmod 1777 /var/tmp), or run from a folder that every user can pass.",
    });
  }
  const folder = join(resolve(parent), `v1-stack-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { uid, mode } = statSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) {
    throw new AppError({
      code: "precondition_failed",
      message: `The folder ${folder} belongs to somebody else or can be written by others.`,
      hint: `Remove it, and start again: rm -rf ${folder}`,
    });
  }
  return folder;
}

function isOpenFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory() && isReachable(path);
  } catch {
    return false;
  }
}

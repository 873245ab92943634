import { spawn } from "node:child_process";
import { AppError } from "@v1/core";
import type { ServerUser } from "./reach.ts";

/** Runs one of Postgres' programs to its end and gives what it said; throws when it failed. */
export function run(program: string, args: string[], user: ServerUser | undefined): Promise<string> {
  const env = { LC_ALL: "C", TZ: "UTC" };
  return new Promise((resolve, reject) => {
    // Its own folder may be closed to the server's user, so it starts at the root; in a group of its
    // own, so that Ctrl-C does not cut it off half-way.
    const options = { ...user, env, cwd: "/", detached: true };
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
    });
    child.stderr.on("data", (data) => {
      said += data;
    });
    child.on("error", (cause) => reject(failure(program, said, cause)));
    // Not "close": a server that stays up keeps the pipes of pg_ctl open.
    child.on("exit", (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve(said);
      else reject(failure(program, said));
    });
  });
}

function failure(program: string, said: string, cause?: unknown): AppError {
  return new AppError({
    code: "unavailable",
    message: `${program} failed: ${said.trim() || cause}`,
    hint: "Postgres' own log, beside its data, says more. `npm run reset` begins with empty data.",
    cause,
  });
}

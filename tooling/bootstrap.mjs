// The first thing that runs on a fresh machine: host Node and npm are all there is. It installs what
// bun.lock names, then hands over to a script that runs on the project's own Node.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const { env } = process;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const BUN = "bun@1.4.5";
const FIGURES = ["node", "node_modules/vitest/vitest.mjs", "run", "--config", "vitest.figures.config.ts"];
const COMMANDS = {
  start: ["node", "tooling/start/src/main.ts"],
  reset: ["node", "tooling/start/src/reset.ts"],
  test: ["node", "tooling/start/src/test.ts"],
  "test-long": ["node", "node_modules/vitest/vitest.mjs", "run", "--config", "vitest.long.config.ts"],
  lighthouse: [...FIGURES, "lighthouse"],
  film: [...FIGURES, "film"],
  bench: ["node", "tooling/bench/src/main.ts"],
  "bench-scale": ["node", "tooling/bench/src/scale/main.ts"],
  "bench-api": ["node", "tooling/bench/src/api/main.ts"],
  mutants: ["node", "tooling/mutants/src/main.ts"],
  record: ["node", "tooling/record/src/main.ts"],
  "new-table": ["bun", "run", "--cwd", "tooling/scaffold", "table"],
  "new-connector": ["bun", "run", "--cwd", "tooling/scaffold", "connector"],
  "db-generate": ["bun", "run", "--cwd", "packages/db", "generate"],
};

/** Set while something of ours runs: Ctrl-C is its business, we only wait for its end. */
let child;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    // The terminal sends SIGINT to everybody, npm passes it on, `kill` reaches only us: the scripts
    // take one signal or three alike.
    if (child) child.kill(signal);
    else process.exit(130);
  });
}

/** Runs a program on this terminal and gives its exit code. */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    child = spawn(program, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      child = undefined;
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= 20) return;
  console.error(
    `Node 20 or newer is needed to begin, and this is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(1);
}

async function install() {
  const marker = join(root, "node_modules", ".installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "bun.lock")))
    .digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  const why = existsSync(join(root, "node_modules")) ? "bun.lock has changed" : "first run";
  console.log(`Installing dependencies (${why}): npx -y ${BUN} install --frozen-lockfile`);
  const windows = process.platform === "win32";
  const code = await run("npx", ["-y", BUN, "install", "--frozen-lockfile"], { shell: windows });
  if (code !== 0) {
    console.error(
      "Installing failed: the lines above say why. Most often the package registry cannot be reached.",
    );
    process.exit(code);
  }
  writeFileSync(marker, wanted);
}

/** `npm start` in a shell that goes away without a signal must not leave a whole stack behind. */
function stopWithNpm() {
  const parent = process.ppid;
  if (!env.npm_lifecycle_event || parent <= 1) return;
  setInterval(() => {
    if (process.ppid !== parent) child?.kill("SIGTERM");
  }, 1000).unref();
}

async function main() {
  const [name = "", ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) {
    console.error(`There is no command "${name}". Known: ${Object.keys(COMMANDS).join(", ")}.`);
    process.exit(1);
  }
  checkNode();
  await install();
  stopWithNpm();
  const bin = join(root, "node_modules", ".bin");
  const [program, ...fixed] = command;
  const PATH = `${bin}${delimiter}${env.PATH ?? ""}`;
  process.exitCode = await run(join(bin, program), [...fixed, ...args], { env: { ...env, PATH } });
}

await main();

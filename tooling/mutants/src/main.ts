import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgresData, startPostgres } from "@v1/stack/postgres";
import { checkGuards } from "./baseline.ts";
import { judge, type Verdict } from "./judge.ts";
import type { Mutant } from "./mutant.ts";
import { chosen, type Options, readOptions } from "./options.ts";
import { guardName, line, summary } from "./report.ts";
import { stopGuards } from "./run-guard.ts";
import { MUTANTS } from "./table/index.ts";
import { Workspace } from "./workspace.ts";

/** What must be tidied away however this ends, the last one made first. */
const tidying: (() => Promise<unknown>)[] = [];
let stopped = false;

async function tidyUp(): Promise<void> {
  for (let undo = tidying.pop(); undo; undo = tidying.pop()) await undo().catch(console.error);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopped) return;
    stopped = true;
    stopGuards();
    void tidyUp().then(() => process.exit(130));
  });
}

async function startServer(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mutants-postgres-"));
  const dataDir = join(folder, "data");
  tidying.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir });
  tidying.push(async () => {
    await postgres.stop("immediate");
    removePostgresData(dataDir);
  });
  return postgres.url;
}

async function makeWorkspace(postgresUrl: string): Promise<Workspace> {
  const workspace = await Workspace.make(postgresUrl);
  tidying.push(() => workspace.remove());
  return workspace;
}

async function tryAll(mutants: Mutant[], { lanes, why }: Options): Promise<Verdict[] | null> {
  const postgresUrl = await startServer();
  const first = await makeWorkspace(postgresUrl);
  console.log(`Checking ${new Set(mutants.map(guardName)).size} guards on the code as it is …`);
  const complaints = await checkGuards(first, mutants);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) return null;
  const workspaces = [first];
  while (workspaces.length < Math.min(lanes, mutants.length))
    workspaces.push(await makeWorkspace(postgresUrl));
  const waiting = [...mutants];
  const verdicts: Verdict[] = [];
  const work = async (workspace: Workspace) => {
    for (let mutant = waiting.shift(); mutant && !stopped; mutant = waiting.shift()) {
      const verdict = await judge(workspace, mutant);
      if (stopped) return;
      verdicts.push(verdict);
      console.log(line(verdict, why));
    }
  };
  await Promise.all(workspaces.map(work));
  return verdicts;
}

async function main(options: Options): Promise<boolean> {
  const mutants = chosen(MUTANTS, options);
  if (options.list) {
    for (const mutant of mutants) console.log(`${mutant.name.padEnd(34)} ${guardName(mutant)}`);
    return true;
  }
  if (mutants.length === 0) {
    console.error("No mutant has such a name; --list names them all.");
    return false;
  }
  const started = performance.now();
  const verdicts = await tryAll(mutants, options);
  if (verdicts === null || stopped) return false;
  console.log(`${summary(verdicts)} (${((performance.now() - started) / 1000).toFixed(0)} s).`);
  return verdicts.every(({ outcome }) => outcome === "caught");
}

try {
  const passed = await main(readOptions(process.argv.slice(2)));
  if (!passed) process.exitCode = 1;
} catch (error) {
  if (!stopped) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await tidyUp();
}

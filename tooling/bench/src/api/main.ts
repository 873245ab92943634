import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openWorkerDb, refreshSearch } from "@v1/db";
import { withServerCpu } from "../cpu.ts";
import { connected, withDatabase } from "../database.ts";
import { keepInDocs } from "../keep.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { describe } from "../report.ts";
import { withBench } from "../server.ts";
import { withApi } from "./api-process.ts";
import { fill } from "./fill.ts";
import { type Load, measureLoad, measureMost, WARM_SECONDS } from "./load.ts";
import { asker, measureAll, prepare, type Timing } from "./measure.ts";
import { MIX } from "./mix.ts";
import { collectPlans } from "./plans.ts";

const HELP = `npm run bench:api -- [options]
  --products N   size of the measured brand; 49 others have a fiftieth each (100000)
  --samples N    calls of each kind (300)
  --rate N       requests a second that are to be sustained (500)
  --seconds N    for how long (30)
  --json FILE    write the figures as JSON
  --plans FILE   write the plan of each statement
  --keep         put the figures into docs/bench.md
  --quick        2,000 products, 40 samples, 3 seconds: a smoke test, no measurement
  --strict       exit 1 where a bar is missed`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      products: { type: "string" },
      samples: { type: "string" },
      rate: { type: "string", default: "500" },
      seconds: { type: "string" },
      json: { type: "string" },
      plans: { type: "string" },
      keep: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      strict: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [products, samples, seconds] = values.quick ? [2_000, 40, 3] : [100_000, 300, 30];
  return {
    ...values,
    products: Number(values.products ?? products),
    samples: Number(values.samples ?? samples),
    seconds: Number(values.seconds ?? seconds),
    rate: Number(values.rate),
  };
}

type Options = ReturnType<typeof readOptions>;

interface Figures {
  machine: Machine;
  products: number;
  fill_seconds: number;
  /** Making the words of all brands' products, in the background in real life. */
  search_seconds: number;
  search_mb: number;
  timings: Timing[];
  load: Load;
  /** Without a pause: what the machine gives at most, and how long each then waits. */
  most: { callers: number; sustained: number; p99: number; failures: number };
  /** Processor time of one request of the mix at the steady rate, in milliseconds: it hardly depends on what else the machine does. */
  cpu_ms: { api: number; postgres: number };
}

async function run(server: { serverUrl: string; serverPid: number }, options: Options): Promise<Figures> {
  const machine = await describeMachine(server.serverUrl);
  return withDatabase(server.serverUrl, async (url) => {
    const [fillSeconds, filled] = await timed(() => fill(url, { products: options.products, brands: 50 }));
    const [searchSeconds] = await timed(() => makeWords(url));
    const megabytes = await settle(url);
    if (options.plans) writeFileSync(options.plans, await collectPlans(url, filled));
    const measured = await withApi({ databaseUrl: url, userId: filled.userId }, async (api) => {
      const asked = await prepare(asker(api), filled);
      const timings = await measureAll(asker(api), asked, options.samples);
      const postgres = await withServerCpu(server.serverPid, () =>
        withServerCpu(api.pid, () => measureLoad(api, { ...options, ...asked })),
      );
      const { result: load, serverCpu: apiCpu } = postgres.result;
      const each = (seconds: number) => (seconds * 1000) / (load.rate * (load.seconds + WARM_SECONDS));
      const cpu_ms = { api: each(apiCpu), postgres: each(postgres.serverCpu) };
      const callers = 20;
      const most = await measureMost(api, { callers, seconds: options.seconds / 3, ...asked });
      return { timings, load, most: { callers, ...most }, cpu_ms };
    });
    return {
      machine,
      products: options.products,
      fill_seconds: fillSeconds,
      search_seconds: searchSeconds,
      search_mb: megabytes,
      ...measured,
    };
  });
}

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
}

async function makeWords(url: string): Promise<void> {
  const worker = openWorkerDb({ url, max: 1 });
  while ((await refreshSearch(worker, { limit: 2_000 })) > 0);
  await worker.close();
}

/** As after a night: vacuumed and analysed. @returns the size of the search, in megabytes */
async function settle(url: string): Promise<number> {
  return connected(url, async (client) => {
    await client.query("vacuum analyze");
    const { rows } = await client.query<{ mb: number }>(
      "select (pg_total_relation_size('product_search') / 1e6)::float8 as mb",
    );
    return rows[0]?.mb ?? 0;
  });
}

function report({
  products,
  fill_seconds,
  search_seconds,
  search_mb,
  timings,
  load,
  most,
  cpu_ms,
}: Figures): string[] {
  const ms = (value: number) => value.toFixed(1).padStart(8);
  const rows = timings.map(({ name, p50, p95, p99, bar }) => {
    const verdict = bar === null ? "" : `${p95 <= bar ? "holds" : "MISSED"} (${bar})`;
    return `${name.padEnd(28)}${ms(p50)}${ms(p95)}${ms(p99)}  ${verdict}`;
  });
  return [
    `${products} products in one brand, 49 brands of a fiftieth; filled in ${fill_seconds.toFixed(0)} s`,
    `words of all products: ${search_seconds.toFixed(0)} s, ${search_mb.toFixed(0)} MB`,
    "",
    `${"milliseconds".padEnd(28)}${"p50".padStart(8)}${"p95".padStart(8)}${"p99".padStart(8)}`,
    ...rows,
    "",
    `${load.rate}/s for ${load.seconds} s: ${load.sustained.toFixed(0)}/s, p50 ${load.p50.toFixed(1)} ms, p99 ${load.p99.toFixed(1)} ms, ${load.failures} failures, ${load.unchanged} answers of 304  ${loadHolds(load) ? "holds" : "MISSED"} (p99 100)`,
    `${most.callers} callers without a pause: ${most.sustained.toFixed(0)}/s, p99 ${most.p99.toFixed(0)} ms, ${most.failures} failures`,
    `of 20: ${MIX}`,
    `processor time of one: API ${cpu_ms.api.toFixed(2)} ms, Postgres ${cpu_ms.postgres.toFixed(2)} ms`,
  ];
}

function loadHolds({ rate, sustained, p99, failures }: Load): boolean {
  return sustained >= rate * 0.98 && p99 <= 100 && failures === 0;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const figures = await withBench({ profile: undefined }, (bench) => run(bench, options));
  const lines = report(figures);
  console.log(lines.join("\n"));
  if (options.keep) keepInDocs("api", [...describe(figures.machine), "", ...lines]);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  const held = figures.timings.every(({ p95, bar }) => bar === null || p95 <= bar) && loadHolds(figures.load);
  return options.strict && !held ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

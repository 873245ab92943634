import { withDatabase } from "../database.ts";
import { expectRun } from "../expect-run.ts";
import { median, rounded } from "../median.ts";
import { say } from "../progress.ts";
import type { Bench } from "../server.ts";
import { type Source, writeSource } from "../source.ts";
import { withWorker } from "../worker-process.ts";
import { type InPlace, makeStanding } from "./first-scene.ts";

export interface FirstFigures {
  first_alone_s: number;
  first_among_others_s: number;
  /** The second over the first: what others' observations, pins and open conflicts cost a first sync. */
  ownership_first_ratio: number;
  first_rounds: number;
  connections_in_place: number;
  pins_in_place: number;
  conflicts_in_place: number;
}

const ROUNDS = 3;

/** First syncs with three connections, pins and open conflicts in place, and without, in turns. */
export async function measureFirst(bench: Bench, products: number): Promise<FirstFigures> {
  const tenth = await writeSource(bench.files, Math.round(products / 10));
  const whole = await writeSource(bench.files, products);
  const alone: number[] = [];
  const among: number[] = [];
  let inPlace: InPlace = { connections: 0, pins: 0, conflicts: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push((await firstSync(bench, { tenth, whole }, false)).seconds);
    const owned = await firstSync(bench, { tenth, whole }, true);
    among.push(owned.seconds);
    inPlace = owned.inPlace;
    say(`  first sync alone ${alone.at(-1)?.toFixed(2)} s, among others ${among.at(-1)?.toFixed(2)} s`);
  }
  return {
    first_alone_s: rounded(median(alone), 3),
    first_among_others_s: rounded(median(among), 3),
    ownership_first_ratio: rounded(median(among) / median(alone), 3),
    first_rounds: ROUNDS,
    connections_in_place: inPlace.connections,
    pins_in_place: inPlace.pins,
    conflicts_in_place: inPlace.conflicts,
  };
}

function firstSync(
  bench: Bench,
  sources: { tenth: Source; whole: Source },
  owned: boolean,
): Promise<{ seconds: number; inPlace: InPlace }> {
  return withDatabase(bench.serverUrl, async (url) => {
    const { connection, inPlace } = await makeStanding({ bench, url }, sources, owned);
    const run = await withWorker({ url, profile: bench.profile }, (worker) =>
      worker.sync(connection, "full"),
    );
    const { whole, tenth } = sources;
    const created = whole.products - tenth.products;
    expectRun("first sync into a standing brand", run, {
      mode: "full",
      tallies: { read: whole.products, created, unmatched: 0, ambiguous: 0 },
    });
    return { seconds: run.seconds, inPlace };
  });
}

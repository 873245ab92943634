import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Contract } from "./contract.ts";
import { FULL, type Reading, readAll, throughJson } from "./world.ts";

const MOST_POSITION_BYTES = 4_096;
const LONG_AGO = "2000-01-01T00:00:00.000Z";
/** Milliseconds in which a read that was told to stop has ended: waiting for answers is no excuse. */
const ENDED_WITHIN = 5_000;

/** `check`, `count` and `read`, as the engine relies on them. */
export function itReads<Config, Secrets, Raw>(contract: Contract<Config, Secrets, Raw>): void {
  const { connector } = contract;
  const read = (request = {}): Promise<Reading<Raw>> =>
    readAll(connector.read.bind(connector), contract.context(), request);

  it("says who is on the other side, the same each time, and what it saw there", async () => {
    const saw = await connector.check(contract.context());
    expect(saw.account).toEqual({ id: expect.stringMatching(/\S/), name: expect.stringMatching(/\S/) });
    expect([null, contract.world.ids.length]).toContain(saw.products);
    expect((await connector.check(contract.context())).account).toEqual(saw.account);
  });

  it("counts what a full read gives, where it counts", async () => {
    const count = await connector.count?.(contract.context(), FULL);
    expect([undefined, null, contract.world.ids.length]).toContain(count);
  });

  it("reads everything once and in order, page by page, and says that it was all", async () => {
    const { pages, records, summary } = await read({ pageSize: 7 });
    expect(records.map(({ externalId }) => externalId)).toEqual(contract.world.ids);
    const ordinals = records.map(({ ordinal }) => ordinal);
    expect(ordinals).toEqual([...new Set(ordinals)].sort((a, b) => a - b));
    for (const page of pages) expect(page.records.length).toBeLessThanOrEqual(7);
    expect(summary).toMatchObject({ verified: true });
    if (summary.sourceTime !== undefined) expect(Date.parse(summary.sourceTime)).not.toBeNaN();
    expect(await readdir(contract.spillFolder)).toEqual([]);
  });

  it("gives the same records whatever the size of a page", async () => {
    const [one, many] = [await read({ pageSize: 1 }), await read({ pageSize: 1_000 })];
    expect(one.records).toEqual(many.records);
    expect(one.pages.every((page) => page.records.length <= 1)).toBe(true);
  });

  it("goes on after any page, in another process too", async () => {
    const whole = await read({ pageSize: 5 });
    let seen = 0;
    for (const page of whole.pages) {
      seen += page.records.length;
      const text = JSON.stringify(page.position);
      expect(Buffer.byteLength(text)).toBeLessThan(MOST_POSITION_BYTES);
      const rest = await read({ pageSize: 5, position: throughJson(page.position) });
      expect(rest.records).toEqual(whole.records.slice(seen));
      expect(rest.summary.verified).toBe(true);
    }
    expect(seen).toBe(contract.world.ids.length);
  });

  it("reads by change what it reads in full, where it reads by change", async () => {
    const byChange = connector.streams?.some(({ modes }) => modes.includes("incremental"));
    if (!byChange) return;
    const { records, summary } = await read({ mode: "incremental", since: LONG_AGO });
    expect(records.map(({ externalId }) => externalId).sort()).toEqual([...contract.world.ids].sort());
    expect(summary.verified).toBe(true);
    const later = await read({ mode: "incremental", since: "2100-01-01T00:00:00.000Z" });
    for (const { externalId } of later.records) expect(contract.world.ids).toContain(externalId);
  });

  it("can be left after a page, and leaves nothing behind", async () => {
    const reading = connector.read(contract.context(), { ...FULL, pageSize: 2 });
    await reading.next();
    await reading.return({ verified: false });
    expect(await readdir(contract.spillFolder)).toEqual([]);
  });

  it("ends when it is told to, before, between pages, and while it waits for an answer", async () => {
    const early = contract.context({ signal: AbortSignal.abort() });
    await expect(endOf(connector.read(early, FULL).next())).resolves.toBe("ended");
    const between = new AbortController();
    const reading = connector.read(contract.context({ signal: between.signal }), { ...FULL, pageSize: 2 });
    await reading.next();
    between.abort();
    await expect(endOf(drained(reading))).resolves.toBe("ended");
    await reading.return({ verified: false });
    const goOn = contract.world.stall?.();
    if (!goOn) return;
    const waiting = new AbortController();
    const stalled = connector.read(contract.context({ signal: waiting.signal }), FULL).next();
    setTimeout(() => waiting.abort(), 50);
    const end = await endOf(stalled);
    goOn();
    expect(end).toBe("ended");
  });
}

async function drained(reading: AsyncGenerator<unknown>): Promise<void> {
  for await (const _ of reading);
}

/** "ended" where it rejects in time; what it gave, or that it still runs, else. */
async function endOf(work: Promise<unknown>): Promise<unknown> {
  const timer = new AbortController();
  const late = sleep(ENDED_WITHIN, "still running", { signal: timer.signal });
  try {
    return await Promise.race([work, late]);
  } catch {
    return "ended";
  } finally {
    timer.abort();
    await late.catch(() => undefined);
  }
}

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kvEnv } from "./env.ts";
import type { KeyValue } from "./kv.ts";
import { memoryKeyValue } from "./memory.ts";
import { redisKeyValue } from "./redis.ts";

/** What every store has to do; `pass` lets so many milliseconds go by on the store's clock. */
function behavesLikeAStore(open: () => Promise<{ kv: KeyValue; pass: (ms: number) => Promise<void> }>) {
  let opened: ReturnType<typeof open>;
  beforeAll(async () => {
    opened = open();
    await opened;
  });
  afterAll(async () => (await opened).kv.close());
  const key = () => `test:${randomUUID()}`;

  it("gives back what was set, byte for byte, until it is deleted", async () => {
    const { kv } = await opened;
    const name = key();
    expect(await kv.get(name)).toBeNull();
    await kv.set(name, 'é "quoted" \\ مرحبا 👟', { ttlMs: 10_000 });
    expect(await kv.get(name)).toBe('é "quoted" \\ مرحبا 👟');
    await kv.delete(name);
    expect(await kv.get(name)).toBeNull();
  });

  it("forgets when the lifetime ends, not before", async () => {
    const { kv, pass } = await opened;
    const name = key();
    await kv.set(name, "here", { ttlMs: 400 });
    await pass(100);
    expect(await kv.get(name)).toBe("here");
    await pass(400);
    expect(await kv.get(name)).toBeNull();
  });

  it("starts the lifetime anew with a second set", async () => {
    const { kv, pass } = await opened;
    const name = key();
    await kv.set(name, "first", { ttlMs: 400 });
    await kv.set(name, "second", { ttlMs: 10_000 });
    await pass(500);
    expect(await kv.get(name)).toBe("second");
  });

  it("counts in a window that later counts do not lengthen", async () => {
    const { kv, pass } = await opened;
    const name = key();
    expect(await kv.increment(name, { ttlMs: 500 })).toBe(1);
    await pass(300);
    expect(await kv.increment(name, { ttlMs: 500 })).toBe(2);
    await pass(300);
    expect(await kv.increment(name, { ttlMs: 500 })).toBe(1);
  });

  it("loses no count among many at once", async () => {
    const { kv } = await opened;
    const name = key();
    const counts = await Promise.all(Array.from({ length: 50 }, () => kv.increment(name, { ttlMs: 10_000 })));
    expect(new Set(counts).size).toBe(50);
    expect(Math.max(...counts)).toBe(50);
  });
}

describe("memory", () => {
  behavesLikeAStore(async () => {
    let time = 1;
    const kv = memoryKeyValue({ now: () => time });
    return {
      kv,
      pass: async (ms) => {
        time += ms;
      },
    };
  });

  it("stays within its bound and drops the least recently used", async () => {
    const kv = memoryKeyValue({ maxEntries: 3 });
    for (const key of ["a", "b", "c"]) await kv.set(key, key, { ttlMs: 10_000 });
    await kv.get("a");
    await kv.set("d", "d", { ttlMs: 10_000 });
    expect(await Promise.all(["a", "b", "c", "d"].map((key) => kv.get(key)))).toEqual(["a", null, "c", "d"]);
  });
});

const redisUrl = kvEnv().REDIS_URL ?? "redis://127.0.0.1:6379";
const probe = await redisKeyValue({ url: redisUrl, prefix: `probe:${randomUUID()}:` }).catch(() => null);
await probe?.close();
if (!probe) console.log(`Redis is not tested: nothing answers at ${redisUrl} (set REDIS_URL).`);

describe.skipIf(!probe)("redis", () => {
  behavesLikeAStore(async () => ({
    kv: await redisKeyValue({ url: redisUrl, prefix: `test:${randomUUID()}:` }),
    pass: (ms) => sleep(ms),
  }));
});

describe("environment", () => {
  it("names the variable and what to put there", () => {
    expect(() => kvEnv({ REDIS_URL: "http://cache" })).toThrow(/REDIS_URL.*redis:\/\//);
    expect(kvEnv({ REDIS_URL: "" })).toEqual({});
    expect(kvEnv({ REDIS_URL: "rediss://cache:6380" })).toEqual({ REDIS_URL: "rediss://cache:6380" });
  });
});

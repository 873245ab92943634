import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nextTime } from "./next-time.ts";
import { planConnection } from "./plan-connection.ts";

const after = new Date("2026-03-28T12:00:00Z");
const ids = Array.from({ length: 200 }, () => randomUUID());

describe("the next time", () => {
  test.each([
    ["0 3 * * *", "2026-03-29T03:00:00Z", 30],
    ["*/5 * * * *", "2026-03-28T12:00:00Z", 0.5],
    ["0 * * * *", "2026-03-28T12:00:00Z", 6],
  ])("of %s lies within its jitter, the same for a connection each time", (cron, from, minutes) => {
    const start = new Date(from).getTime();
    const times = ids.map((connectionId) => nextTime(cron, { after, connectionId }).getTime());
    for (const [index, time] of times.entries()) {
      const offset = (time - start) % (cron === "0 3 * * *" ? 86_400_000 : 3_600_000);
      expect(time).toBeGreaterThan(after.getTime());
      expect(offset % (cron === "*/5 * * * *" ? 300_000 : 3_600_000)).toBeLessThan(minutes * 60_000);
      expect(nextTime(cron, { after, connectionId: ids[index] ?? "" }).getTime()).toBe(time);
    }
    expect(new Set(times).size).toBeGreaterThan(150);
  });

  test.each(["0 3 * * *", "*/5 * * * *", "0 9,17 * * *", "*/7 * * * *", "0,10 * * * *", "0 0 1 * *"])(
    "of %s is met once for each occurrence, never twice and never skipped",
    (cron) => {
      const bare = occurrences(cron, 30);
      for (const connectionId of ids.slice(0, 20)) {
        let now = after;
        const met = bare.map(() => {
          now = nextTime(cron, { after: now, connectionId });
          return now.getTime();
        });
        const offsets = new Set(met.map((time, index) => time - (bare[index] ?? 0)));
        // One offset for all: an occurrence met twice or skipped would shift the rest.
        expect(offsets.size, cron).toBe(1);
      }
    },
  );
});

describe("a connection's plan", () => {
  const connection = {
    brandId: randomUUID(),
    connectionId: ids[0] ?? "",
    scheduleCron: "0 * * * *",
    fullReadCron: "0 3 * * *",
    nextSyncAt: null,
    nextFullSyncAt: null,
  };

  test("works out what has passed and leaves what is to come", () => {
    const later = new Date("2026-04-01T00:00:00Z");
    const plan = planConnection({ ...connection, nextSyncAt: after, nextFullSyncAt: later }, after);
    expect(plan.nextSyncAt?.getTime()).toBeGreaterThan(after.getTime());
    expect(plan.nextFullSyncAt).toEqual(later);
    expect(plan.problem).toBeNull();
  });

  test("has no times where there is no schedule", () => {
    const plan = planConnection({ ...connection, scheduleCron: null, nextSyncAt: after }, after);
    expect(plan.nextSyncAt).toBeNull();
  });

  test.each(["every day", "* * * * * *", "99 * * * *", "0 0 31 2 *", ""])(
    "says what is wrong with %j",
    (scheduleCron) => {
      const plan = planConnection({ ...connection, scheduleCron }, after);
      expect(plan.problem).toMatch(/^The schedule of this connection cannot be followed: ./);
    },
  );
});

/** The bare occurrences, found by walking through the minutes. */
function occurrences(cron: string, count: number): number[] {
  const found: number[] = [];
  const [minutes = "", hours = "", days = ""] = cron.split(" ");
  for (let time = after.getTime(); found.length < count; time += 60_000) {
    const date = new Date(time);
    if (!meets(minutes, date.getUTCMinutes()) || !meets(hours, date.getUTCHours())) continue;
    if (meets(days, date.getUTCDate())) found.push(time);
  }
  return found;
}

function meets(part: string, value: number): boolean {
  if (part === "*") return true;
  if (part.startsWith("*/")) return value % Number(part.slice(2)) === 0;
  return part.split(",").map(Number).includes(value);
}

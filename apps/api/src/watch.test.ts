import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource } from "eventsource";
import superjson from "superjson";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Problem } from "./errors.ts";
import type { AppRouter } from "./router.ts";
import { startTestApi, type TestApi, tokenOf } from "./testing/api.ts";
import { makeBrand, type TestBrand } from "./testing/brand.ts";

let api: TestApi;
let brand: TestBrand;
let other: TestBrand;

beforeAll(async () => {
  api = await startTestApi();
  brand = await makeBrand(api.admin, "Ours", []);
  other = await makeBrand(api.admin, "Theirs", []);
});
afterAll(() => api.close());

async function start(): Promise<string> {
  const client = await api.client(brand.memberId);
  const { runId } = await client.integrations.runs.trigger.mutate({ connectionId: brand.connectionId });
  return runId;
}

/** As a worker does it: the row, then a notice that carries ids only. */
async function move(runId: string, set: string): Promise<void> {
  await api.admin.query(`update sync_runs set ${set} where id = $1`, [runId]);
  await api.admin.query("select pg_notify('runs', $1)", [JSON.stringify({ brandId: brand.brandId, runId })]);
}

interface Heard {
  id: string;
  status: string;
  read: number | undefined;
}

/** A browser's way: an EventSource, which can send no headers. */
async function watch(userId: string, input: { runId?: string; lastEventId?: string } = {}) {
  const token = await tokenOf(userId);
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${api.url}/trpc`,
        transformer: superjson,
        connectionParams: () => ({ token, brandId: brand.brandId }),
        EventSource: EventSource as never,
      }),
    ],
  });
  const heard: Heard[] = [];
  const end = Promise.withResolvers<Problem | "complete">();
  const started = Promise.withResolvers<void>();
  const { unsubscribe } = client.integrations.runs.watch.subscribe(input, {
    onStarted: () => started.resolve(),
    onData: ({ id, data }) => heard.push({ id, status: data.status, read: data.tallies.read }),
    onError: (error) => end.resolve((error.data as { problem: Problem }).problem),
    onComplete: () => end.resolve("complete"),
  });
  return { heard, end: end.promise, started: started.promise, stop: unsubscribe };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries > 500) throw new Error("It did not come about.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("a run is told as it moves, and who was cut off hears what they missed once", async () => {
  const runId = await start();
  const first = await watch(brand.memberId, { runId });
  await until(() => first.heard.length === 1);
  await move(runId, `status = 'running', tallies = '{"read": 10}'`);
  await until(() => first.heard.length === 2);
  expect(first.heard.map(({ status, read }) => [status, read])).toEqual([
    ["queued", undefined],
    ["running", 10],
  ]);
  first.stop();

  const lastEventId = first.heard[1]?.id;
  const second = await watch(brand.memberId, { runId, lastEventId });
  // Time enough to be told again of what was heard before.
  await second.started;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await move(runId, `tallies = '{"read": 20}'`);
  await until(() => second.heard.length === 1);
  await move(runId, "status = 'completed', finished_at = now()");
  expect(await second.end).toBe("complete");
  expect(second.heard.map(({ status, read }) => [status, read])).toEqual([
    ["running", 20],
    ["completed", 20],
  ]);
  second.stop();
});

test("without an id one hears of the brand's newest run, the next one too", async () => {
  const listening = await watch(brand.memberId);
  await until(() => listening.heard.length === 1);
  const runId = await start();
  await move(runId, "status = 'running'");
  await until(() => listening.heard.at(-1)?.status === "running");
  await move(runId, "status = 'cancelled', finished_at = now()");
  await until(() => listening.heard.at(-1)?.status === "cancelled");
  listening.stop();
});

test("nobody listens to another brand's run, and who is put out hears no more", async () => {
  const runId = await start();
  const stranger = await watch(other.ownerId, { runId });
  expect(await stranger.end).toMatchObject({
    code: "forbidden",
    hint: expect.any(String),
    requestId: expect.any(String),
  });
  stranger.stop();

  const member = await watch(brand.memberId, { runId });
  await until(() => member.heard.length === 1);
  await api.admin.query("update users_on_brand set revoked_at = now() where user_id = $1", [brand.memberId]);
  await move(runId, `tallies = '{"read": 99}'`);
  expect(await member.end).toMatchObject({ code: "not_found" });
  expect(member.heard).toHaveLength(1);
  member.stop();
  await api.admin.query("update users_on_brand set revoked_at = null where user_id = $1", [brand.memberId]);
});

import { randomUUID } from "node:crypto";
import { startTracing } from "@v1/jobs/tracing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listen, problemOf, startTestApi, type TestApi } from "./testing/api.ts";
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

async function jobsOf(runId: string) {
  const { rows } = await api.admin.query("select data from pgboss.job where data->>'runId' = $1", [runId]);
  return rows.map(({ data }) => data);
}

test("a member starts a run: it is recorded, handed over, and not started twice", async () => {
  const client = await api.client(brand.memberId);
  const { connectionId } = brand;
  const { runId } = await client.integrations.runs.trigger.mutate({ connectionId, mode: "full" });
  expect(await jobsOf(runId)).toMatchObject([{ brandId: brand.brandId, connectionId, runId }]);
  const again = await client.integrations.runs.trigger.mutate({ connectionId });
  expect(again).toMatchObject({ runId, alreadyActive: true });
  expect(await jobsOf(runId)).toHaveLength(1);

  const run = await client.integrations.runs.get.query({ runId });
  expect(run).toMatchObject({ status: "queued", mode: "full", trigger: "manual", startedBy: brand.memberId });
  const listed = await client.integrations.runs.list.query({ connectionId });
  expect(listed.items.map(({ id }) => id)).toEqual([runId]);
  const connections = await client.integrations.connections.list.query();
  expect(connections).toMatchObject([{ id: connectionId, status: "connected", lastRun: { id: runId } }]);
  expect((await client.integrations.runs.errors.query({ runId })).items).toEqual([]);

  expect(run.unverifiedReason).toBeNull();
  const reason = "3 lines of the feed cannot be read.";
  await api.admin.query("update sync_runs set verified = false, checkpoint = $2 where id = $1", [
    runId,
    { chunk: 1, position: null, read: { verified: false, reason } },
  ]);
  const read = await client.integrations.runs.get.query({ runId });
  expect(read).toMatchObject({ verified: false, unverifiedReason: reason });

  await client.integrations.runs.cancel.mutate({ runId });
  const { rows } = await api.admin.query("select cancel_requested_at from sync_runs where id = $1", [runId]);
  expect(rows[0].cancel_requested_at).toBeInstanceOf(Date);
});

test("the run that a request starts is handed over with the request's trace", async () => {
  const collector = await listen(() => new Response("{}"));
  const stop = startTracing({ service: "test", endpoint: collector.url });
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const client = await api.client(other.ownerId, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
  const { connectionId } = other;
  const { runId } = await client.integrations.runs.trigger.mutate({ connectionId });
  await stop();
  collector.server.close();
  const [job] = await jobsOf(runId);
  expect(job.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  expect(job.traceparent).not.toContain("00f067aa0ba902b7");
});

test("runs and connections of another brand cannot be reached", async () => {
  const theirs = await api.client(other.ownerId);
  const { connectionId } = other;
  const { runId } = await theirs.integrations.runs.trigger.mutate({ connectionId });
  const client = await api.client(brand.ownerId);
  const { runs } = client.integrations;
  for (const call of [
    runs.get.query({ runId }),
    runs.cancel.mutate({ runId }),
    runs.approve.mutate({ runId }),
    runs.trigger.mutate({ connectionId }),
    runs.trigger.mutate({ connectionId: randomUUID() }),
  ]) {
    expect(await problemOf(call)).toMatchObject({ code: "not_found" });
  }
  expect((await runs.errors.query({ runId })).items).toEqual([]);
  const { rows } = await api.admin.query("select cancel_requested_at from sync_runs where id = $1", [runId]);
  expect(rows[0].cancel_requested_at).toBeNull();
});

test("only an owner approves a run that waits", async () => {
  const third = await makeBrand(api.admin, "Third", []);
  const member = await api.client(third.memberId);
  const { runId } = await member.integrations.runs.trigger.mutate({ connectionId: third.connectionId });
  await api.admin.query("delete from pgboss.job");
  await api.admin.query("update sync_runs set status = 'awaiting_approval', guard = '{}' where id = $1", [
    runId,
  ]);
  expect(await problemOf(member.integrations.runs.approve.mutate({ runId }))).toMatchObject({
    code: "forbidden",
    hint: expect.stringContaining("owner"),
  });
  const owner = await api.client(third.ownerId);
  await owner.integrations.runs.approve.mutate({ runId });
  const { rows } = await api.admin.query("select approved_by from sync_runs where id = $1", [runId]);
  expect(rows[0].approved_by).toBe(third.ownerId);
  expect(await jobsOf(runId)).toMatchObject([{ runId, connectionId: third.connectionId }]);
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient } from "@v1/integrations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectSpans } from "./testing/collect-spans.ts";
import { startTracing, traced, tracedClient, traceparent } from "./tracing.ts";

let collector: Awaited<ReturnType<typeof collectSpans>>;
let source: Server;

beforeAll(async () => {
  collector = await collectSpans();
  source = createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => source.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await collector.close();
  source.close();
});
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test("one trace leads from a request over its task to the call that it makes, without its secrets", async () => {
  expect(traceparent()).toBeUndefined();
  const stop = startTracing({ service: "test", endpoint: collector.endpoint });
  const process = createHttpClient({ allowPrivate: true });
  const http = tracedClient(process);
  const from = await traced({ name: "POST /trpc", kind: "server" }, async () => traceparent());
  await traced({ name: "sync-connection", kind: "task", from }, async () => {
    const answer = await http.request(`${addressOf(source)}/path-secret?token=query-secret`);
    expect(await answer.text()).toBe("ok");
  });
  const failing = traced({ name: "failing", kind: "task" }, () =>
    Promise.reject(new Error("message-secret")),
  );
  await expect(failing).rejects.toThrow("message-secret");
  await http.close();
  await stop();

  const { named } = collector;
  const [request, task, call] = [named("POST /trpc"), named("sync-connection"), named("GET 127")];
  expect(task).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
  expect(call).toMatchObject({ traceId: request?.traceId, parentSpanId: task?.spanId });
  expect(JSON.stringify(call?.attributes)).toContain("200");
  expect(collector.told()).not.toMatch(/path-secret|query-secret|message-secret/);
  expect(traceparent()).toBeUndefined();
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpClient } from "@v1/integrations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTracing, traced, tracedClient, traceparent } from "./tracing.ts";

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: unknown }[];
}

const spans: Span[] = [];
let told = "";
let collector: Server;
let source: Server;

function listen(handle: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(handle as never);
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  collector = await listen(((request: AsyncIterable<Buffer>, response: { end(text: string): void }) => {
    void (async () => {
      let text = "";
      for await (const chunk of request) text += chunk.toString("utf8");
      told += text;
      for (const { scopeSpans } of JSON.parse(text).resourceSpans) {
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
      response.end("{}");
    })();
  }) as never);
  source = await listen(((_request: unknown, response: { end(text: string): void }) =>
    response.end("ok")) as never);
});
afterAll(() => {
  collector.close();
  source.close();
});

test("one trace leads from a request over its task to the call that it makes, without its secrets", async () => {
  expect(traceparent()).toBeUndefined();
  const stop = startTracing({ service: "test", endpoint: urlOf(collector) });
  const process = createHttpClient({ allowPrivate: true });
  const http = tracedClient(process);
  const from = await traced({ name: "POST /trpc", kind: "server" }, async () => traceparent());
  await traced({ name: "sync-connection", kind: "task", from }, async () => {
    const answer = await http.request(`${urlOf(source)}/path-secret?token=query-secret`);
    expect(await answer.text()).toBe("ok");
  });
  const failing = traced({ name: "failing", kind: "task" }, () =>
    Promise.reject(new Error("message-secret")),
  );
  await expect(failing).rejects.toThrow("message-secret");
  await http.close();
  await stop();

  const named = (name: string) => spans.find((span) => span.name.startsWith(name));
  const [request, task, call] = [named("POST /trpc"), named("sync-connection"), named("GET 127")];
  expect(task).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId });
  expect(call).toMatchObject({ traceId: request?.traceId, parentSpanId: task?.spanId });
  expect(JSON.stringify(call?.attributes)).toContain("200");
  expect(told).not.toMatch(/path-secret|query-secret|message-secret/);
  expect(traceparent()).toBeUndefined();
});

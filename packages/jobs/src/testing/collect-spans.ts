import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: unknown }[];
}

/** An OpenTelemetry collector that keeps what it is told. */
export async function collectSpans() {
  const spans: Span[] = [];
  const told: string[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    told.push(text);
    for (const { scopeSpans } of JSON.parse(text).resourceSpans) {
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** All that came in, as it came. */
    told: () => told.join(""),
    named: (name: string) => spans.find((span) => span.name.startsWith(name)),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

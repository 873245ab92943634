import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { HttpClient } from "@v1/integrations";

const TRACER = "v1";

/**
 * Sends this process's traces to an OTLP collector. Without it everything below costs next to nothing
 * and goes nowhere.
 * @returns ends it, with what is still to be sent
 */
export function startTracing({
  service,
  endpoint,
}: {
  service: string;
  endpoint: string;
}): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  };
}

interface Work {
  name: string;
  kind: "server" | "task" | "call";
  /** What led here, as `traceparent` of another process. */
  from?: string | undefined;
  attributes?: Record<string, string | number>;
}

const KINDS = { server: SpanKind.SERVER, task: SpanKind.CONSUMER, call: SpanKind.CLIENT };

/** Runs `work` as a span of the trace that it belongs to; `tell` adds what is known later. */
export function traced<T>(
  { name, kind, from, attributes = {} }: Work,
  work: (tell: (attributes: Record<string, string | number>) => void) => Promise<T>,
): Promise<T> {
  const parent = from ? propagation.extract(context.active(), { traceparent: from }) : context.active();
  const options = { kind: KINDS[kind], attributes };
  return trace.getTracer(TRACER).startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work((more) => span.setAttributes(more));
    } catch (error) {
      // The name alone: messages may quote what they were given.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "error" });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The span under way, for a process that goes on with it; nothing where no trace is kept. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/**
 * The way out, with a span for each call: host, method and status. Never path or query, which may hold
 * secrets; and nobody else's server is told of our traces.
 */
export function tracedClient<C extends HttpClient>(client: C): C {
  const request: HttpClient["request"] = (url, options) => {
    const method = options?.method ?? "GET";
    const host = URL.canParse(url) ? new URL(url).host : "unknown";
    const attributes = { "http.request.method": method, "server.address": host };
    return traced({ name: `${method} ${host}`, kind: "call", attributes }, async (tell) => {
      const answer = await client.request(url, options);
      tell({ "http.response.status_code": answer.status });
      return answer;
    });
  };
  return new Proxy(client, {
    get(target, property) {
      if (property === "request") return request;
      const value: unknown = Reflect.get(target, property, target);
      if (property === "forConnection" && typeof value === "function") {
        return (...traits: unknown[]) => tracedClient(value.apply(target, traits) as HttpClient);
      }
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

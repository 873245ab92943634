import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";
import { z } from "zod";
import type { ConnectorContext } from "../../kit/connector.ts";
import type { HttpResponse } from "../../kit/http.ts";
import { configOf, type ShopifyConfig, type ShopifySecrets, shopifySecrets, shopUrl } from "./config.ts";
import { deniedError, graphqlError, statusError } from "./errors.ts";

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** Throttled answers in a row before a run gives up; each is waited for as long as Shopify says. */
const MOST_THROTTLES = 20;

const CANCEL_MILLISECONDS = 5_000;

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.string(),
      z.array(
        z.object({
          message: z.string(),
          extensions: z.object({ code: z.string().optional() }).catchall(z.unknown()).optional(),
        }),
      ),
    ])
    .optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }),
        })
        .optional(),
    })
    .optional(),
});
type Answer = z.infer<typeof answerSchema>;

export interface GraphqlRequest {
  document: string;
  variables?: Record<string, unknown>;
  /** Instead of the run's own. */
  signal?: AbortSignal;
}

/**
 * Shopify's GraphQL Admin API for one shop. Keeps within the bucket that each answer reports,
 * waits out THROTTLED, and turns errors, also those inside a 200, into an `AppError` with a hint.
 */
export class ShopifyApi {
  readonly config: ShopifyConfig;
  readonly #context: ConnectorContext<unknown, unknown>;
  readonly #secrets: ShopifySecrets;
  /** The shop's clock as of its first answer, ISO 8601. */
  firstAnswerAt: string | undefined;

  constructor(context: ConnectorContext<unknown, unknown>) {
    this.config = configOf(context.config);
    this.#context = context;
    const secrets = shopifySecrets.safeParse(context.secrets);
    if (!secrets.success) throw deniedError("no access token is stored");
    this.#secrets = secrets.data;
  }

  /** The answer's `data`, parsed. */
  async query<T>(request: GraphqlRequest, schema: z.ZodType<T>): Promise<T> {
    for (let throttles = 0; ; throttles += 1) {
      const answer = await this.#send(request);
      const error = graphqlError(answer.errors);
      if (error === null) {
        await this.#keepWithinBucket(answer);
        return parseData(answer.data, schema);
      }
      if (error !== "throttled") throw error;
      if (throttles >= MOST_THROTTLES) throw throttledTooLong();
      await this.wait(secondsToRefill(answer) || 1);
    }
  }

  /** Waits, unless the run is cancelled meanwhile. */
  async wait(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.#context.signal });
  }

  /** Tidying up once the run's own signal has ended everything else; failing does not matter. */
  async afterCancel(request: GraphqlRequest): Promise<void> {
    const signal = AbortSignal.timeout(CANCEL_MILLISECONDS);
    await this.#send({ ...request, signal }).catch(() => undefined);
  }

  /** A result file; its address carries its own signature, so the token stays here. */
  async download(url: string): Promise<HttpResponse> {
    return this.#context.http.request(url, { signal: this.#context.signal });
  }

  async #send({ document, variables, signal }: GraphqlRequest): Promise<Answer> {
    const response = await this.#context.http.request(
      `${shopUrl(this.config)}/admin/api/${this.config.apiVersion}/graphql.json`,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          "x-shopify-access-token": this.#secrets.accessToken,
        },
        body: JSON.stringify({ query: document, variables }),
        // Asked twice, even the start of an export does no more than export twice.
        repeatable: true,
        signal: signal ?? this.#context.signal,
      },
    );
    this.#noteClock(response.headers.get("date"));
    const text = await response.text(MAX_ANSWER_BYTES);
    if (response.status !== 200) throw statusError(response.status, this.config, text);
    return parseAnswer(text);
  }

  #noteClock(date: string | null): void {
    const time = Date.parse(date ?? "");
    if (this.firstAnswerAt === undefined && !Number.isNaN(time)) {
      this.firstAnswerAt = new Date(time).toISOString();
    }
  }

  /** The next request will cost about as much as this one: wait until the bucket holds it. */
  async #keepWithinBucket(answer: Answer): Promise<void> {
    const seconds = secondsToRefill(answer);
    if (seconds > 0) await this.wait(seconds);
  }
}

function secondsToRefill({ extensions }: Answer): number {
  const cost = extensions?.cost;
  if (!cost) return 0;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  const missing = cost.requestedQueryCost - currentlyAvailable;
  return missing > 0 && restoreRate > 0 ? Math.min(60, missing / restoreRate) : 0;
}

function parseAnswer(text: string): Answer {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError({
      code: "unavailable",
      message: "Shopify's answer is not GraphQL.",
      hint: "Check the shop's address; a password page or a proxy may have answered instead.",
      retryable: true,
      cause,
    });
  }
}

function parseData<T>(data: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new AppError({
    code: "internal",
    message: "Shopify's answer has another form than its API promises.",
    hint: `Check the connection's API version. ${z.prettifyError(result.error)}`,
    cause: result.error,
  });
}

function throttledTooLong(): AppError {
  return new AppError({
    code: "rate_limited",
    message: "Shopify has kept throttling this shop's requests.",
    hint: "Another app may be using up the shop's limit; the run is tried again later.",
    retryable: true,
  });
}

import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";
import { z } from "zod";
import type { ConnectorContext } from "../../kit/connector.ts";
import type { HttpResponse } from "../../kit/http.ts";
import { CostBudget } from "./budget.ts";
import { configOf, type ShopifyConfig, shopifySecrets, shopUrl } from "./config.ts";
import { deniedError, graphqlError, retiredVersionError, statusError, TooCostly } from "./errors.ts";

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** Throttled answers in a row before a run gives up; each is waited for as long as Shopify says. */
const MOST_THROTTLES = 20;

const THROTTLED_SECONDS = 1;
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
          throttleStatus: z.object({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number(),
          }),
        })
        .optional(),
    })
    .optional(),
});
type Answer = z.infer<typeof answerSchema>;

export interface GraphqlRequest {
  document: string;
  variables?: Record<string, unknown>;
  /** What it will probably cost; by default, what the document cost last time. */
  points?: number | null;
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
  readonly #budget = new CostBudget();
  /** The shop's clock as of its first answer, ISO 8601. */
  firstAnswerAt: string | undefined;

  constructor(context: ConnectorContext<unknown, unknown>) {
    this.config = configOf(context.config);
    this.#context = context;
    if (!shopifySecrets.safeParse(context.secrets).success) throw deniedError("no access token is stored");
  }

  /**
   * The answer's `data`, parsed.
   * @throws TooCostly where the query asks for more than Shopify ever answers at once
   */
  async query<T>(request: GraphqlRequest, schema: z.ZodType<T>): Promise<T> {
    for (let throttles = 0; ; throttles += 1) {
      const seconds = this.#budget.secondsUntil(this.#pointsOf(request));
      if (seconds > 0) await this.wait(seconds);
      const answer = await this.#send(request);
      this.#budget.learn(request.document, answer.extensions?.cost);
      const error = graphqlError(answer.errors);
      if (error === null) return parseData(answer.data, schema);
      if (error !== "throttled") throw error;
      const cost = this.#budget.costOf(request.document) ?? 0;
      if (cost > (this.#budget.maximum ?? cost)) throw new TooCostly();
      if (throttles >= MOST_THROTTLES) throw throttledTooLong();
      // The bucket may hold enough again by now, or be another one than was reported.
      if (this.#budget.secondsUntil(cost) === 0) await this.wait(THROTTLED_SECONDS);
    }
  }

  /** Points that a document has cost, as of its last answer; null before it has one. */
  costOf(document: string): number | null {
    return this.#budget.costOf(document);
  }

  /** Points that the shop's bucket holds when it is full; null before its first answer. */
  get mostPoints(): number | null {
    return this.#budget.maximum;
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
        headers: { "content-type": "application/json", accept: "application/json" },
        authenticate: true,
        body: JSON.stringify({ query: document, variables }),
        // Asked twice, even the start of an export does no more than export twice.
        repeatable: true,
        signal: signal ?? this.#context.signal,
      },
    );
    this.#noteClock(response.headers.get("date"));
    const text = await response.text(MAX_ANSWER_BYTES);
    if (response.status !== 200) throw statusError(response.status, this.config, text);
    this.#checkVersion(response.headers.get("x-shopify-api-version"));
    return parseAnswer(text);
  }

  #noteClock(date: string | null): void {
    const time = Date.parse(date ?? "");
    if (this.firstAnswerAt === undefined && !Number.isNaN(time)) {
      this.firstAnswerAt = new Date(time).toISOString();
    }
  }

  /** A version that is no longer served is answered in the oldest one that is, without a word. */
  #checkVersion(answered: string | null): void {
    if (answered === null || answered === this.config.apiVersion) return;
    throw retiredVersionError(this.config.apiVersion, answered);
  }

  #pointsOf({ document, points }: GraphqlRequest): number | null {
    return points ?? this.#budget.costOf(document);
  }
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

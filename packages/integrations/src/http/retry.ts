import { AppError } from "@v1/core";
import pRetry from "p-retry";
import type { HttpRequest } from "../kit/http.ts";
import { retryAfterSeconds } from "./retry-after.ts";
import type { Answer } from "./send.ts";
import { pause } from "./wait.ts";

export interface RetrySettings {
  /** Further attempts at what may be repeated. */
  retries: number;
  /** The longest first wait; that of each further one is twice as long. */
  retryMs: number;
  /** A longer Retry-After is not waited for here: the answer is given as it is. */
  longestWaitSeconds: number;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const REPEATABLE_STATUS = new Set([429, 502, 503, 504]);

/** An answer that may be better next time; an error only on its way to the retry. */
export class Unready extends Error {
  readonly answer: Answer;
  readonly seconds: number;

  constructor(answer: Answer, seconds: number) {
    super(`status ${answer.status}`);
    this.name = "Unready";
    this.answer = answer;
    this.seconds = seconds;
  }
}

/** @throws Unready where the same request may be answered later, and soon enough to wait for it */
export function orUnready(answer: Answer, { longestWaitSeconds }: RetrySettings): Answer {
  if (!REPEATABLE_STATUS.has(answer.status)) return answer;
  const seconds = retryAfterSeconds(answer.headers.get("retry-after")) ?? 0;
  if (seconds > longestWaitSeconds) return answer;
  throw new Unready(answer, seconds);
}

interface Retried {
  request: HttpRequest;
  settings: RetrySettings;
  /** Told the milliseconds of each wait. */
  waited: (milliseconds: number) => void;
}

/** Tries again what is safe to repeat; the last answer is given as it is. */
export async function withRetries(
  attempt: () => Promise<Answer>,
  { request, settings, waited }: Retried,
): Promise<Answer> {
  const mayRepeat = request.repeatable ?? SAFE_METHODS.has(request.method ?? "GET");
  try {
    return await pRetry(attempt, {
      retries: mayRepeat ? settings.retries : 0,
      // The waits are ours, below.
      minTimeout: 0,
      ...(request.signal ? { signal: request.signal } : {}),
      shouldRetry: async ({ error, attemptNumber }) => {
        const unready = error instanceof Unready ? error : null;
        if (!unready && !(error instanceof AppError && error.retryable)) return false;
        await unready?.answer.body.dump();
        const milliseconds = (unready?.seconds ?? 0) * 1000 + jitter(settings.retryMs, attemptNumber);
        waited(await pause(milliseconds, request.signal));
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Unready) return error.answer;
    throw error;
  }
}

/** Full jitter: anything up to a limit that doubles, so that callers who failed together part ways. */
function jitter(firstMs: number, attempt: number): number {
  return Math.random() * firstMs * 2 ** (attempt - 1);
}

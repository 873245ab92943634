import { AppError } from "@v1/core";
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import { Unready } from "./retry.ts";

export interface BreakerSettings {
  /** Failures in a row after which a connection's requests are held back. */
  breakAfter: number;
  /** How long, until one request is let through to see whether it is over. */
  breakMs: number;
}

/** One breaker for each connection: a system that is down is left alone, and no other suffers. */
export class Breakers {
  readonly #settings: BreakerSettings;
  readonly #policies = new Map<string, CircuitBreakerPolicy>();

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  /** @throws AppError `unavailable` where the connection's requests are held back */
  async run<T>(connectionId: string, work: () => Promise<T>): Promise<T> {
    const policy = this.#policyOf(connectionId);
    try {
      return await policy.execute(work);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? heldBack(this.#settings) : error;
    }
  }

  #policyOf(connectionId: string): CircuitBreakerPolicy {
    const known = this.#policies.get(connectionId);
    if (known) return known;
    const { breakAfter, breakMs } = this.#settings;
    const policy = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: breakMs,
      breaker: new ConsecutiveBreaker(breakAfter),
    });
    this.#policies.set(connectionId, policy);
    return policy;
  }
}

/** No answer, or one that says that the system is down. One that limits us is a sign of life. */
function isOutage(error: unknown): boolean {
  if (error instanceof Unready) return error.answer.status >= 500;
  return error instanceof AppError && error.retryable;
}

function heldBack({ breakAfter, breakMs }: BreakerSettings): AppError {
  return new AppError({
    code: "unavailable",
    message: `No request is sent: the last ${breakAfter} of this connection failed.`,
    hint: `The system seems to be down. It is asked again after ${breakMs / 1000} seconds.`,
    retryable: true,
  });
}

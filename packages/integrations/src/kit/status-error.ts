import { AppError } from "@v1/core";
import { excerptOf } from "./issues.ts";

interface Refusal {
  /** Who answered, as a sentence begins: "The feed". */
  who: string;
  status: number;
  body: string;
  /** Which credential of the connection was sent, as its form calls it. */
  credential: string;
}

/** What an answer's status other than success means for a connection, where the provider means nothing special. */
export function statusError({ who, status, body, credential }: Refusal): AppError {
  if (status === 401 || status === 403) {
    return new AppError({
      code: "unauthenticated",
      message: `${who} refuses the connection's credentials (${credential}, status ${status}).`,
      hint: `Enter ${credential} again; it must be allowed to read products.`,
    });
  }
  if (status === 404 || status === 410) {
    return new AppError({
      code: "not_found",
      message: `${who} is not at this address (status ${status}).`,
      hint: "Check the address in the connection's settings.",
    });
  }
  const limited = status === 429;
  const passes = limited || status >= 500;
  return new AppError({
    code: limited ? "rate_limited" : passes ? "unavailable" : "bad_request",
    message: `${who} answered with status ${status}.`,
    hint: passes ? "It is tried again later." : `${who} says: ${excerptOf(body)}`,
    retryable: passes,
  });
}

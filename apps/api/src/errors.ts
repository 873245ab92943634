import { TRPCError, type TRPCErrorShape } from "@trpc/server";
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { AppError, type ErrorCode } from "@v1/core";
import { sqlState } from "@v1/db";
import { HTTPException } from "hono/http-exception";
import { ZodError } from "zod";
import { transformer } from "./transformer.ts";

/** What a caller sees of a failure, the same over tRPC (`data.problem`) and HTTP (problem+json). */
export interface Problem {
  code: ErrorCode;
  message: string;
  hint?: string;
  fields?: Record<string, string>;
  retryable: boolean;
  requestId: string;
}

const TRANSPORT = {
  bad_request: { trpc: "BAD_REQUEST", status: 400 },
  unauthenticated: { trpc: "UNAUTHORIZED", status: 401 },
  forbidden: { trpc: "FORBIDDEN", status: 403 },
  not_found: { trpc: "NOT_FOUND", status: 404 },
  conflict: { trpc: "CONFLICT", status: 409 },
  precondition_failed: { trpc: "PRECONDITION_FAILED", status: 412 },
  rate_limited: { trpc: "TOO_MANY_REQUESTS", status: 429 },
  unavailable: { trpc: "SERVICE_UNAVAILABLE", status: 503 },
  internal: { trpc: "INTERNAL_SERVER_ERROR", status: 500 },
} as const satisfies Record<ErrorCode, { trpc: TRPC_ERROR_CODE_KEY; status: number }>;

/** tRPC's own refusals (no such procedure, input that is no JSON, …), by its code. */
const FROM_TRPC: Partial<Record<TRPC_ERROR_CODE_KEY, ErrorCode>> = {
  NOT_FOUND: "not_found",
  PARSE_ERROR: "bad_request",
  BAD_REQUEST: "bad_request",
  METHOD_NOT_SUPPORTED: "bad_request",
  UNSUPPORTED_MEDIA_TYPE: "bad_request",
  PAYLOAD_TOO_LARGE: "bad_request",
};

/** Whatever was thrown, as what a caller may see; the unforeseen keeps its details to the log. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ZodError) return fromZod(thrown);
  if (thrown instanceof TRPCError) return fromTrpc(thrown);
  if (thrown instanceof HTTPException && thrown.status < 500) return fromHono(thrown);
  if (sqlState(thrown) === NO_PRIVILEGE) return withoutRight(thrown);
  if (sqlState(thrown) === NO_SUCH_CHARACTER) return withNul(thrown);
  if (isAway(thrown)) return away(thrown);
  return new AppError({
    code: "internal",
    message: "Something went wrong on our side.",
    hint: "Try again. If it happens again, tell us the request id.",
    cause: thrown,
  });
}

/** Row security refuses: somebody whose role was taken away after we looked. */
const NO_PRIVILEGE = "42501";

function withoutRight(cause: unknown): AppError {
  return new AppError({
    code: "forbidden",
    message: "You may not do this in this brand any more.",
    hint: "Reload the page: your role may have changed. Ask an owner of the brand.",
    cause,
  });
}

/** Text that the database cannot hold: the sign U+0000 is the only one that gets that far. */
const NO_SUCH_CHARACTER = "22021";

function withNul(cause: unknown): AppError {
  return new AppError({
    code: "bad_request",
    message: "A text of the input has the sign U+0000, which no text may have.",
    hint: "Take it out and send it again.",
    cause,
  });
}

/** Bodies that are no JSON, or of another type. */
function fromHono(cause: HTTPException): AppError {
  return new AppError({
    code: "bad_request",
    message: cause.status === 415 ? "The body is not sent as application/json." : `${cause.message}.`,
    hint: "Send the body as JSON, with content-type: application/json.",
    cause,
  });
}

/** Connection refused, reset or lost, the server starting or stopping, too many connections. */
const AWAY = /^(ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|08|57P0|53300)/;

function isAway(thrown: unknown): boolean {
  let error = thrown;
  for (let depth = 0; depth < 6 && error instanceof Error; depth++) {
    if ("code" in error && typeof error.code === "string" && AWAY.test(error.code)) return true;
    error = error.cause;
  }
  return false;
}

function away(cause: unknown): AppError {
  return new AppError({
    code: "unavailable",
    message: "A part of the service does not answer.",
    hint: "Try again in a moment.",
    retryable: true,
    cause,
  });
}

function fromTrpc(error: TRPCError): AppError {
  const { cause } = error;
  if (cause instanceof AppError || cause instanceof ZodError) return toAppError(cause);
  const code = FROM_TRPC[error.code];
  if (!code) return toAppError(cause ?? new Error(error.message));
  const hint = "Check the address, the method and the body of the request.";
  return new AppError({ code, message: error.message, hint, cause });
}

function fromZod(error: ZodError): AppError {
  const fields = Object.fromEntries(
    error.issues.flatMap((issue) => {
      const places =
        issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      return places.map((place) => [place.join(".") || "input", issue.message]);
    }),
  );
  const names = Object.keys(fields).join(", ");
  return new AppError({
    code: "bad_request",
    message: `The input is not valid: ${names}.`,
    hint: "Correct the named fields and send it again.",
    fields,
    cause: error,
  });
}

export function toTrpcError(thrown: unknown): TRPCError {
  const cause = toAppError(thrown);
  return new TRPCError({ code: TRANSPORT[cause.code].trpc, message: cause.message, cause });
}

function toProblem(error: AppError, requestId: string): Problem {
  const { code, message, hint, fields, retryable } = error;
  return { code, message, hint, fields, retryable, requestId };
}

/** The shape of tRPC's answers; `data.problem` is ours. */
export function trpcShape(shape: TRPCErrorShape, thrown: unknown, requestId: string) {
  const problem = toProblem(toAppError(thrown), requestId);
  const { code, httpStatus, path } = shape.data as { code: string; httpStatus: number; path?: string };
  return { code: shape.code, message: problem.message, data: { code, httpStatus, path, problem } };
}

interface Refused {
  req: { path: string };
  get: (key: "requestId") => string;
}

/** Whatever is refused outside of a procedure, as the callers of that path read it. */
export function refusal(c: Refused, error: AppError, status?: number): Response {
  const respond = c.req.path.startsWith("/trpc/") ? trpcResponse : problemResponse;
  return respond(error, c.get("requestId"), status);
}

/** As tRPC's clients read it; one such answer counts for all calls of a batch. */
function trpcResponse(error: AppError, requestId: string, status?: number): Response {
  const { trpc, status: own } = TRANSPORT[error.code];
  const data = { code: trpc, httpStatus: status ?? own, problem: toProblem(error, requestId) };
  const shape = { message: error.message, code: TRPC_ERROR_CODES_BY_KEY[trpc], data };
  return new Response(JSON.stringify({ error: transformer.serialize(shape) }), {
    status: data.httpStatus,
    headers: { "content-type": "application/json", "x-request-id": requestId },
  });
}

/** RFC 9457. `title` and `detail` are for clients that know nothing of us. */
function problemResponse(error: AppError, requestId: string, status?: number): Response {
  const problem = toProblem(error, requestId);
  const body = {
    type: "about:blank",
    title: problem.code.replaceAll("_", " "),
    status: status ?? TRANSPORT[error.code].status,
    detail: problem.message,
    ...problem,
  };
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      ...(body.status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  });
}

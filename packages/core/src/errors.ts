/** Every failure that a caller may see. Transports translate the code once, at their edge. */
export type ErrorCode =
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "rate_limited"
  | "unavailable"
  | "internal";

interface AppErrorOptions {
  code: ErrorCode;
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  /** True where the same call may succeed later without anybody changing anything. */
  retryable?: boolean;
  /** Field path → what is wrong with it. */
  fields?: Record<string, string>;
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly fields: Record<string, string> | undefined;

  constructor(options: AppErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = "AppError";
    this.code = options.code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.fields = options.fields;
  }
}

/** @example throw notFound("connection", id) */
export function notFound(entity: string, id: string): AppError {
  return new AppError({
    code: "not_found",
    message: `There is no ${entity} ${id}.`,
    hint: `Check the id, or list what there is: it may have been removed, or it belongs to another brand.`,
  });
}

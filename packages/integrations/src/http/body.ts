import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { AppError } from "@v1/core";

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

export interface BodyLimits {
  /** Shown in errors. */
  where: string;
  maxBytes: number;
  /** Milliseconds for all of it, where it is read as a whole. */
  maxMs?: number;
}

/**
 * An answer's bytes, decoded, up to a limit that counts what was decoded. A body that ends before
 * its announced length, or stands still for too long, throws.
 */
export async function* limitedBody(
  body: Readable,
  encoding: string | null,
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  const stream = decoded(body, encoding);
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > limits.maxBytes) throw tooLarge(limits);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AppError || isAbort(error) ? error : cutOff(limits, bytes, error);
  } finally {
    body.destroy();
  }
}

/** All of it as text, up to a limit. */
export async function bodyText(body: AsyncIterable<Uint8Array>, limits: BodyLimits): Promise<string> {
  const chunks: Uint8Array[] = [];
  const until = performance.now() + (limits.maxMs ?? Number.POSITIVE_INFINITY);
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw tooLarge(limits);
    if (performance.now() > until) throw tooSlow(limits, bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
}

function decoded(body: Readable, encoding: string | null): Readable {
  const name = encoding?.trim().toLowerCase() ?? "identity";
  if (name === "identity" || name === "") return body;
  const decoder = DECODERS[name]?.();
  if (!decoder) throw unknownEncoding(name);
  // An error reaches the reader through the decoder; the callback only keeps it from being thrown.
  return pipeline(body, decoder, () => undefined);
}

function tooLarge({ where, maxBytes }: BodyLimits): AppError {
  return new AppError({
    code: "unavailable",
    message: `The answer of ${where} is larger than ${maxBytes} bytes.`,
    hint: "Ask for less at once, or have an operator raise the limit.",
  });
}

function tooSlow({ where, maxMs = 0 }: BodyLimits, bytes: number): AppError {
  return new AppError({
    code: "unavailable",
    message: `The answer of ${where} has not ended within ${maxMs / 1000} seconds (${bytes} bytes came).`,
    hint: "The server is slow; it is asked again later.",
    retryable: true,
  });
}

function cutOff({ where }: BodyLimits, bytes: number, cause: unknown): AppError {
  const still = cause instanceof Error && cause.name === "BodyTimeoutError";
  return new AppError({
    code: "unavailable",
    message: still
      ? `The answer of ${where} stood still after ${bytes} bytes.`
      : `The answer of ${where} was cut off after ${bytes} bytes.`,
    hint: "Nothing of it is used. It is asked for again by the next attempt.",
    retryable: true,
    cause,
  });
}

function unknownEncoding(name: string): AppError {
  return new AppError({
    code: "unavailable",
    message: `The answer comes in an encoding that is not understood (${name}).`,
    hint: "The server should answer plainly, as it was asked to.",
  });
}

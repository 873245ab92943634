import { pipeline, Readable } from "node:stream";
import { AppError, quoted } from "@v1/core";
import pick from "stream-json/filters/pick.js";
import parser from "stream-json/parser.js";
import streamArray from "stream-json/streamers/stream-array.js";

/**
 * The entries of one list in a JSON document of any size, one at a time.
 * @param path where the list lies ("data.products"); "" where the document is the list
 * @throws AppError where the document is no JSON, is cut off, or has no list there
 */
export async function* jsonRecords(bytes: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<unknown> {
  let isThere = path === "";
  const atPath = (stack: readonly (string | number | null)[]) => {
    const matches = stack.length === depth && stack.join(".") === path;
    isThere ||= matches;
    return matches;
  };
  const depth = path.split(".").length;
  // Numbers stay as they are written: a price or an id must not become a binary float.
  const list = streamArray.asStream({ numberAsString: true });
  const stages = path === "" ? [] : [pick.asStream({ filter: atPath })];
  // An error reaches the reader through the last stage; the callback only keeps it from being thrown.
  const parsed = parser.asStream({ packValues: true, streamValues: false });
  pipeline([Readable.from(bytes), parsed, ...stages, list], () => undefined);
  try {
    for await (const { value } of list as AsyncIterable<{ value: unknown }>) yield value;
  } catch (cause) {
    throw cause instanceof AppError || isAbort(cause) ? cause : unreadable(cause);
  } finally {
    list.destroy();
  }
  if (!isThere) throw noList(path);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function unreadable(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    code: "unavailable",
    message: `The feed is not the JSON that was expected: ${quoted(reason)}`,
    hint: "Open its address in a browser: it must be one whole JSON document, with the list of products where the settings say.",
    retryable: true,
    cause,
  });
}

function noList(path: string): AppError {
  return new AppError({
    code: "bad_request",
    message: `The feed has nothing at ${quoted(path)}.`,
    hint: "Name the place of the list of products in the settings, such as data.products.",
  });
}

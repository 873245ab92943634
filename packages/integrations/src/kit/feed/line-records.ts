import { AppError } from "@v1/core";

/** What stands in the place of a record that could not be read. */
export interface BrokenRecord {
  broken: string;
  line: number;
}

/** A line beyond this is no record: memory is bounded by it. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** A JSON value a line (JSON Lines), one at a time; a line that is no JSON is given as broken. */
export async function* lineRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = "";
  let line = 0;
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw tooLong(line + 1);
    for (const text of lines) {
      line += 1;
      if (text.trim() !== "") yield parsed(text, line);
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield parsed(rest, line + 1);
}

/** Numbers stay as they are written: a price or an id must not become a binary float. */
function asWritten(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === "number" ? (source ?? value) : value;
}

function parsed(text: string, line: number): unknown {
  try {
    return JSON.parse(text, asWritten);
  } catch {
    return { broken: text.slice(0, 500), line } satisfies BrokenRecord;
  }
}

function tooLong(line: number): AppError {
  return new AppError({
    code: "bad_request",
    message: `Line ${line} of the feed is longer than ${LONGEST_LINE / 1024 / 1024} MB.`,
    hint: "JSON Lines have one record on each line. If the feed is one JSON document, choose that format.",
  });
}

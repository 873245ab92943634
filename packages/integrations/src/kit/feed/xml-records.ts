import { AppError, quoted } from "@v1/core";
import sax from "sax";

const DEEPEST = 64;
const LONGEST_RECORD = 16 * 1024 * 1024;

/** An element under construction: its attributes as "@name", children by name, and its text. */
interface Element {
  name: string;
  fields: Map<string, unknown>;
  text: string;
}

/**
 * The elements of one name in an XML document of any size, one at a time, as plain values: an element
 * with nothing but text is that text; attributes are "@name"; what comes more than once is a list.
 * @throws AppError where the document is not well-formed or is cut off
 */
export async function* xmlRecords(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<unknown> {
  const reader = new RecordReader(name);
  for await (const text of decoded(bytes)) yield* reader.write(text);
  reader.end();
}

class RecordReader {
  readonly #parser = sax.parser(true, { trim: false });
  #open: Element[] = [];
  #done: unknown[] = [];
  #size = 0;

  constructor(name: string) {
    const parser = this.#parser;
    parser.onopentag = (tag) => {
      if (this.#open.length > 0 || tag.name === name) this.#start(tag.name, tag.attributes);
    };
    parser.onclosetag = () => this.#close();
    parser.ontext = (text) => this.#text(text);
    parser.oncdata = (text) => this.#text(text);
    parser.onerror = (error) => {
      throw unreadable(error);
    };
  }

  /** Records that are whole now. */
  write(text: string): unknown[] {
    this.#done = [];
    this.#parser.write(text);
    this.#size = this.#open.length === 0 ? 0 : this.#size + text.length;
    if (this.#size > LONGEST_RECORD) throw unreadable(new Error("One record is larger than 16 MB."));
    return this.#done;
  }

  end(): void {
    this.#parser.close();
  }

  #start(name: string, attributes: sax.Tag["attributes"] | sax.QualifiedTag["attributes"]): void {
    if (this.#open.length >= DEEPEST) throw unreadable(new Error("Elements are nested too deeply."));
    const fields = Object.entries(attributes).map(([key, value]): [string, unknown] => [`@${key}`, value]);
    this.#open.push({ name, fields: new Map(fields), text: "" });
  }

  #text(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
  }

  #close(): void {
    const element = this.#open.pop();
    if (!element) return;
    const value = asValue(element);
    const parent = this.#open.at(-1);
    if (parent) add(parent.fields, element.name, value);
    else this.#done.push(value);
  }
}

function asValue({ fields, text }: Element): unknown {
  const own = text.trim();
  if (fields.size === 0) return own;
  if (own !== "") fields.set("#text", own);
  return Object.fromEntries(fields);
}

function add(fields: Map<string, unknown>, name: string, value: unknown): void {
  const before = fields.get(name);
  if (before === undefined) fields.set(name, value);
  else fields.set(name, Array.isArray(before) ? [...before, value] : [before, value]);
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoders: InstanceType<typeof TextDecoder>[] = [];
  for await (const chunk of bytes) {
    const [decoder = new TextDecoder(encodingOf(chunk))] = decoders;
    decoders[0] = decoder;
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoders[0]?.decode() ?? "";
}

/** Node takes any text for one, Bun names them all. */
type Encoding = ConstructorParameters<typeof TextDecoder>[0];

/** As the document's first line declares it. */
function encodingOf(start: Uint8Array): Encoding {
  const line = Buffer.from(start.subarray(0, 200)).toString("latin1");
  const [, label = "utf-8"] = /^[^>]*\bencoding=["']([\w-]+)["']/.exec(line) ?? [];
  try {
    return new TextDecoder(label as Encoding).encoding as Encoding;
  } catch {
    throw unreadable(new Error(`Its encoding ${label} is not known.`));
  }
}

function unreadable(cause: Error): AppError {
  return new AppError({
    code: "unavailable",
    message: `The feed is not well-formed XML: ${quoted(cause.message)}`,
    hint: "Open its address in a browser: it must be one whole XML document.",
    retryable: true,
    cause,
  });
}

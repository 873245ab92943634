import { Parser } from "htmlparser2";
import { badFile, LIMITS } from "../limits.ts";

export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Walks through XML while it streams in, and stops after each piece so that what was found can be
 * handed on. Prefixes of names are taken off. No entity but XML's own five is ever expanded.
 */
export async function* walkXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const decoder = new TextDecoder();
  let sinceTag = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        sinceTag = 0;
        handler.open?.(plain(name), attributes);
      },
      onclosetag: (name) => handler.close?.(plain(name)),
      ontext: (text) => {
        sinceTag += text.length;
        if (sinceTag > LIMITS.record) throw tooLong();
        handler.text?.(text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.end(decoder.decode());
  yield;
}

/** The same for small parts that are read whole. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  for await (const _ of walkXml(bytes, handler));
}

function plain(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function tooLong() {
  return badFile(
    "A text in the workbook is longer than a cell can hold.",
    "Open it in a spreadsheet program and save it again.",
  );
}

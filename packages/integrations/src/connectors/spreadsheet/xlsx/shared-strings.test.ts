import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SharedStrings } from "./shared-strings.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strings-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("gives back each of more texts than it holds in memory, byte for byte, in any order", async () => {
  const strings = new SharedStrings(folder);
  const texts = Array.from({ length: 120_000 }, (_, at) => `${at} ${"Größe 🧵 ".repeat(at % 12)}`);
  async function* xml() {
    yield Buffer.from("<sst>");
    for (const text of texts) yield Buffer.from(`<si><t>${text}</t><rPh><t>spoken</t></rPh></si>`);
    yield Buffer.from("</sst>");
  }
  await strings.load(xml());
  const order = texts.map((_, at) => (at * 7_919) % texts.length);
  const wrong = order.filter((at) => strings.get(at) !== texts[at]);
  expect(wrong).toEqual([]);
  expect(strings.get(texts.length)).toBe("");
  expect(strings.get(-1)).toBe("");
  strings.close();
});

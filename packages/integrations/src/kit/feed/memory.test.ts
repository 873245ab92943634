import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const RECORDS = 110_000;
/** Some 55 MB of text would not fit. */
const HEAP_MB = 40;

const FEEDS = [
  [
    "json-records.ts",
    "jsonRecords",
    "data.items",
    '{"data":{"items":[',
    ",",
    "]}}",
    '{"id":1,"text":"TEXT"}',
  ],
  ["line-records.ts", "lineRecords", "", "", "\n", "\n", '{"id":1,"text":"TEXT"}'],
  ["xml-records.ts", "xmlRecords", "p", "<l>", "", "</l>", "<p><id>1</id><text>TEXT</text></p>"],
] as const;

it.each(FEEDS)("%s reads a document that is larger than its memory", { timeout: 60_000 }, async (...feed) => {
  const [file, name, place, open, between, close, record] = feed;
  const script = `
    const { ${name}: read } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href)});
    const record = ${JSON.stringify(record)}.replace("TEXT", "x".repeat(480));
    async function* document() {
      yield Buffer.from(${JSON.stringify(open)});
      for (let at = 0; at < ${RECORDS}; at += 1) yield Buffer.from((at ? ${JSON.stringify(between)} : "") + record);
      yield Buffer.from(${JSON.stringify(close)});
    }
    let count = 0;
    for await (const { id } of read(document(), ${JSON.stringify(place)})) count += Number(id);
    console.log(count);`;
  const node = [`--max-old-space-size=${HEAP_MB}`, "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  expect(Number(stdout)).toBe(RECORDS);
});

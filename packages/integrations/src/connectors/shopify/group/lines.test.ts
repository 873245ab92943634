import { expect, it } from "vitest";
import { LineSplitter } from "./lines.ts";

it("cuts the same lines whatever the pieces", () => {
  const text = 'a\n\nlonger line "é🧵"\r\n\r\nx\nlast';
  const bytes = Buffer.from(text);
  for (let size = 1; size <= bytes.length; size += 1) {
    const lines: string[] = [];
    const splitter = new LineSplitter((buffer, start, end) =>
      lines.push(buffer.toString("utf8", start, end)),
    );
    for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
    splitter.end();
    expect(lines).toEqual(["a", 'longer line "é🧵"', "x", "last"]);
  }
});

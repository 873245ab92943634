import { describe, expect, it } from "vitest";
import { explained, listValue, oneText, plainValue, texts } from "./structured-metafields.ts";

const rich = (...children: object[]) => JSON.stringify({ type: "root", children });
const text = (value: string) => ({ type: "text", value });
const paragraph = (...children: object[]) => ({ type: "paragraph", children });

describe("a metafield's text", () => {
  it.each([
    ["plain", "plain"],
    ['["a","b"]', '["a","b"]'],
    ['{"name":"no metaobject"}', '{"name":"no metaobject"}'],
    ["{broken", "{broken"],
    ['{"fibre":"Linen","displayName":"European linen"}', '["European linen"]'],
    ['[{"displayName":"A"},{"displayName":"B"}]', '["A","B"]'],
    ['[{"displayName":"A"},{"name":"B"}]', '[{"displayName":"A"},{"name":"B"}]'],
    ["[]", "[]"],
    [rich(paragraph(text("80% "), { type: "link", children: [text("Cotton")] })), "80% Cotton"],
    [
      rich({ type: "heading", level: 2, children: [text("Care")] }, paragraph(text("Wash at 30°")), {
        type: "list",
        children: [{ type: "list-item", children: [text("Hang to dry")] }],
      }),
      "Care\nWash at 30°\nHang to dry",
    ],
    [rich(), ""],
  ])("of %j is %j", (value, expected) => {
    expect(plainValue(value)).toBe(expected);
  });
});

it("gives a parser a list where there is one entry, and rich text as text", () => {
  expect(listValue('{"name":"Wool","displayName":"Wool 100"}')).toBe(
    '[{"name":"Wool","displayName":"Wool 100"}]',
  );
  expect(listValue('{"Cotton":80,"Elastane":20}')).toBe('{"Cotton":80,"Elastane":20}');
  expect(listValue(rich(paragraph(text("100% Wool"))))).toBe("100% Wool");
  expect([plainValue(null), listValue(null)]).toEqual([null, null]);
});

it("names the scope only where a reference was left", () => {
  const left = '["gid://shopify/Metaobject/7"]';
  expect(texts(left)).toMatchObject({ hint: expect.stringContaining("read_metaobjects") });
  expect(oneText("gid://shopify/Metaobject/7")).toMatchObject({
    hint: expect.stringContaining("read_metaobjects"),
  });
  expect(oneText('["a","b"]')).toMatchObject({ hint: "State a single one at the source." });
  expect(explained(left, ["fine"])).toEqual(["fine"]);
});

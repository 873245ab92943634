import { expect, test } from "vitest";
import { record, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

const AWKWARD = [
  "back\\slash \\n \\t \\\\ \\N \\.",
  "quotes ' '' \" “ ” ` $1 :brand ;-- %s",
  "tab\tnewline\ncarriage\r\nbell\u0007 escape\u001b",
  "emoji 👩🏽‍🎨🧵 and 𝒎𝒂𝒕𝒉",
  "مرحبا بالعالم ‏— שלום",
  "combining é vs é, zero\u200bwidth, non\u00a0breaking",
  '{"json": [1, null]} <b>&amp;</b>',
  "\\u0000 spelled out is text",
];

test("backslashes, quotes, emoji and right-to-left text survive byte for byte", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (n: number, text: string) =>
    record(
      `id ${n} \\ ' " 🧵 ${n}`,
      {
        "product.identifier": `${n} ${text}`,
        "product.name": text,
        "product.description": text,
        "product.webshopUrl": `https://shop.test/?q=${text}`,
      },
      {
        groupKey: `g ${n} ${text}`,
        variants: [
          variant(`v ${n} ${text}`, {
            "variant.sku": `${n} ${text}`,
            "variant.option": { name: text, value: text },
          }),
        ],
      },
    );
  shop.source.records = AWKWARD.map((text, n) => said(n, text));
  const { tallies } = await shop.sync({ chunkSize: 3 });
  expect(tallies).toMatchObject({ created: AWKWARD.length, errors: 0, failed: 0 });
  const products = await brand.products();
  for (const [n, text] of AWKWARD.entries()) {
    const product = products.find((row) => row.identifier === `${n} ${text}`);
    expect(product, text).toMatchObject({
      name: text,
      description: text,
      url: `https://shop.test/?q=${text}`,
    });
    expect(await brand.variant(`${n} ${text}`)).toMatchObject({ option: `${text}: ${text}` });
  }
  expect((await brand.links()).map((link) => link.groupKey)).toEqual(
    AWKWARD.map((text, n) => `g ${n} ${text}`),
  );
  expect((await shop.sync()).tallies).toMatchObject({ unchanged: AWKWARD.length });
  shop.source.records = AWKWARD.map((text, n) => ({ ...said(n, text), updatedAt: "2026-01-01T00:00:00Z" }));
  expect((await shop.sync()).tallies).toMatchObject({ unchanged: AWKWARD.length, changes: 0 });
});

test("awkward names of references survive too", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", { "product.tags": AWKWARD }));
  await shop.sync();
  const tags = await brand.sql<{ name: string }>("select name from brand_tags where brand_id = $1", [
    brand.id,
  ]);
  expect(tags.map((row) => row.name).sort()).toEqual([...AWKWARD].sort());
});

test.each([
  ["NUL in a field", record("bad", { "product.description": "half\0way" })],
  ["NUL in a variant", record("bad", {}, { variants: [variant("v", { "variant.sku": "S\0" })] })],
  ["NUL deep in a list", record("bad", { "product.tags": ["fine", "\0"] })],
  ["half a surrogate pair", record("bad", { "product.name": "\ud83e" })],
  ["NUL in the record's own id", record("b\0ad")],
  ["NUL in a variant's id", record("bad", {}, { variants: [variant("v\0")] })],
  ["NUL in the group key", record("bad", {}, { groupKey: "g\0" })],
  [
    "NUL after an excerpt that ends in half an emoji",
    record("bad", { "product.description": `${"🧵".repeat(400)}\0` }),
  ],
  ["NUL after another such", record("bad", { "product.description": `x${"🧵".repeat(400)}\0` })],
])("%s is a record error, and the run goes on", async (_, broken) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("before"), broken, record("after"));
  const { status, tallies, runId } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ read: 3, created: 2, failed: 1, errors: 1 });
  const [error] = await brand.errors(runId);
  expect(error).toMatchObject({ code: "invalid_text", record: expect.stringMatching(/^b␀?ad$/) });
  expect(error?.hint).not.toBe("");
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Shop } from "./testing/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open(12);
});
afterEach(() => {
  shop.onRequest = () => undefined;
});
afterAll(() => shop.close());

describe("metaobjects", () => {
  it("are read into compositions, claims and single texts, each asked for once", async () => {
    const linen = shop.metaobject("European linen", ["fibre", "Linen"], ["origin", "BE"]);
    const share = (name: string, percentage: string) =>
      shop.metaobject(
        `${name} ${percentage}`,
        ["material", name],
        ["percentage", percentage, "number_decimal"],
      );
    const shell = [share(linen, "60"), share("Cotton", "40")];
    const oekoTex = shop.metaobject("OEKO-TEX Standard 100", ["number", "S-2201"]);
    const list = (gids: string[]): [string, string] => ["list.metaobject_reference", JSON.stringify(gids)];
    for (const index of [1, 2]) {
      shop.setMetafields(index, {
        composition: list(shell),
        certificates: list([oekoTex]),
        season: ["metaobject_reference", shop.metaobject("Spring 2027")],
      });
    }
    const asked: string[] = [];
    shop.onRequest = (text) => asked.push(text);
    const settings = { metafields: { certificates: "custom.certificates" } };
    const { observed, issues } = await shop.mapped(1, settings);
    expect(issues).toEqual([]);
    expect(observed["product.materials"]).toEqual([
      { name: "European linen", percentage: "60.00", component: "main" },
      { name: "Cotton", percentage: "40.00", component: "main" },
    ]);
    expect(observed["product.ecoClaims"]).toContain("OEKO-TEX Standard 100");
    expect(observed["product.ecoClaims"]).toHaveLength(2);
    expect(observed["product.season"]).toBe("Spring 2027");
    const ids = asked.flatMap((body) => body.match(/gid:\/\/shopify\/Metaobject\/\d+/g) ?? []);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("with parts of their own make components; a yes or no is one", async () => {
    const cupro = shop.metaobject(
      "Cupro 100",
      ["name", "Cupro"],
      ["percentage", "100"],
      ["recyclable", "true", "boolean"],
    );
    const lining = shop.metaobject(
      "Lining",
      ["part", "Lining"],
      ["materials", JSON.stringify([cupro]), "list.metaobject_reference"],
    );
    shop.setMetafields(3, { composition: ["metaobject_reference", lining] });
    expect((await shop.mapped(3, {})).observed["product.materials"]).toEqual([
      { name: "Cupro", percentage: "100.00", component: "Lining", recyclable: true },
    ]);
  });

  it("that cannot be read leave the field as it is, and say what to do", async () => {
    shop.setMetafields(4, { composition: ["metaobject_reference", "gid://shopify/Metaobject/1"] });
    const { observed, issues } = await shop.mapped(4, {});
    expect(observed).not.toHaveProperty(["product.materials"], expect.anything());
    expect(issues).toEqual([
      expect.objectContaining({
        field: "product.materials",
        hint: expect.stringContaining("read_metaobjects"),
      }),
    ]);
  });
});

it("care ends the description, an origin stands for materials that name none", async () => {
  const root = {
    type: "root",
    children: [
      {
        type: "paragraph",
        children: [
          { type: "text", value: "Wash at " },
          { type: "text", value: "30°" },
        ],
      },
      {
        type: "list",
        children: [{ type: "list-item", children: [{ type: "text", value: "Do not bleach" }] }],
      },
    ],
  };
  shop.edit(5, { descriptionHtml: "<p>A shirt.</p>" });
  shop.setMetafields(5, {
    care: ["rich_text_field", JSON.stringify(root)],
    origin: ["single_line_text_field", "PT"],
    composition: ["single_line_text_field", "Cotton:80|Elastane:20"],
  });
  const { observed } = await shop.mapped(5, { metafields: { care: "custom.care", origin: "custom.origin" } });
  expect(observed["product.description"]).toBe("A shirt.\n\nWash at 30°\nDo not bleach");
  expect(observed["product.materials"]).toEqual([
    { name: "Cotton", percentage: "80.00", component: "main", country: "PT" },
    { name: "Elastane", percentage: "20.00", component: "main", country: "PT" },
  ]);
});

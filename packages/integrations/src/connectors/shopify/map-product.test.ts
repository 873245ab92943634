import { describe, expect, it } from "vitest";
import { mapProduct } from "./map-product.ts";
import { damagedProduct, type ShopifyProduct, shopifyProduct } from "./raw.ts";

/** A product as Shopify's bulk export gives it, in the words of a German shop. */
const NODE = {
  id: "gid://shopify/Product/8123400000001",
  handle: "leinenhemd-alba",
  title: " Leinenhemd Alba ",
  descriptionHtml: "<p>Aus <b>Leinen</b> &amp; Baumwolle.</p><ul><li>Corozo-Knöpfe</li></ul>",
  vendor: "Lund & Alder",
  productType: "Hemden",
  category: { fullName: "Apparel & Accessories > Clothing > Shirts" },
  tags: ["Neu", "leinen", "neu"],
  status: "ACTIVE",
  updatedAt: "2026-10-01T08:30:00Z",
  onlineStoreUrl: "https://shop.example/products/leinenhemd-alba",
  featuredMedia: { preview: { image: { url: "https://cdn.example/alba.jpg?v=1" } } },
  priceRangeV2: { minVariantPrice: { amount: "79.9", currencyCode: "EUR" } },
  metafield_season: { value: "SS26" },
  metafield_gender: { value: '["Female"]' },
  metafield_manufacturer: null,
  metafield_materials: { value: "Oberstoff: 55% Leinen, 45% Baumwolle" },
  metafield_journey: {
    value: '[{"step":"weaving","facility":"Tessitura Lario","city":"Como","country":"IT"}]',
  },
  metafield_carbon: { value: "5.45" },
  metafield_water: { value: "2300" },
  metafield_ecoClaims: { value: '["European Flax certified"]' },
};

const VARIANT = {
  id: "gid://shopify/ProductVariant/1",
  sku: "LA-1-ECR-S",
  barcode: "4006381333931",
  price: "79.90",
  position: 1,
  selectedOptions: [
    { name: "Größe", value: "S" },
    { name: "Farbe", value: "Ecru" },
  ],
  inventoryItem: { measurement: { weight: { value: 240, unit: "GRAMS" } } },
};

function mapped(node: object = {}, variants: object[] = [{}]) {
  const raw = shopifyProduct(
    { ...NODE, ...node },
    variants.map((variant, at) => ({
      ...VARIANT,
      id: `gid://shopify/ProductVariant/${at + 1}`,
      position: at + 1,
      ...variant,
    })),
  );
  return mapRaw(raw);
}

function mapRaw(raw: ShopifyProduct) {
  const result = mapProduct({ externalId: raw.id, ordinal: 0, raw });
  if ("code" in result) throw new Error(`not mapped: ${result.message}`);
  return result;
}

it("maps a whole product", () => {
  const result = mapped({}, [
    {},
    {
      sku: "LA-1-ECR-M",
      barcode: "4 006381-333948",
      price: "89.90",
      selectedOptions: [
        { name: "Größe", value: "M" },
        { name: "Farbe", value: "Ecru" },
      ],
      inventoryItem: { measurement: { weight: { value: 0.255, unit: "KILOGRAMS" } } },
    },
  ]);
  expect(result).toMatchInlineSnapshot(`
    {
      "externalId": "8123400000001",
      "groupKey": null,
      "issues": [],
      "observed": {
        "product.carbon": "5.4500",
        "product.category": "Hemden",
        "product.description": "Aus Leinen & Baumwolle.

    Corozo-Knöpfe",
        "product.description#html": "<p>Aus <b>Leinen</b> &amp; Baumwolle.</p><ul><li>Corozo-Knöpfe</li></ul>",
        "product.ecoClaims": [
          "European Flax certified",
        ],
        "product.gender": "women",
        "product.identifier": "leinenhemd-alba",
        "product.image": "https://cdn.example/alba.jpg?v=1",
        "product.journey": [
          {
            "facility": {
              "city": "Como",
              "country": "IT",
              "name": "Tessitura Lario",
            },
            "stepType": "weaving",
          },
        ],
        "product.manufacturer": "Lund & Alder",
        "product.materials": [
          {
            "component": "oberstoff",
            "name": "Leinen",
            "percentage": "55.00",
          },
          {
            "component": "oberstoff",
            "name": "Baumwolle",
            "percentage": "45.00",
          },
        ],
        "product.name": "Leinenhemd Alba",
        "product.price": {
          "amount": "79.90",
          "currency": "EUR",
        },
        "product.salesStatus": "active",
        "product.season": "SS26",
        "product.tags": [
          "Neu",
          "leinen",
        ],
        "product.water": "2300.0000",
        "product.webshopUrl": "https://shop.example/products/leinenhemd-alba",
        "product.weight": {
          "unit": "g",
          "value": "240.00",
        },
      },
      "sourceUpdatedAt": "2026-10-01T08:30:00.000Z",
      "variants": [
        {
          "externalId": "1",
          "observed": {
            "$inherit": [
              "product.price",
              "product.weight",
            ],
            "variant.barcode": "4006381333931",
            "variant.color": "Ecru",
            "variant.size": "S",
            "variant.sku": "LA-1-ECR-S",
          },
        },
        {
          "externalId": "2",
          "observed": {
            "product.price": {
              "amount": "89.90",
              "currency": "EUR",
            },
            "product.weight": {
              "unit": "g",
              "value": "255.00",
            },
            "variant.barcode": "4006381333948",
            "variant.color": "Ecru",
            "variant.size": "M",
            "variant.sku": "LA-1-ECR-M",
          },
        },
      ],
      "variantsComplete": true,
    }
  `);
});

describe("description", () => {
  it("has no HTML beside it where there was none", () => {
    const { observed } = mapped({ descriptionHtml: " Just text. " });
    expect(observed["product.description"]).toBe("Just text.");
    expect(observed).not.toHaveProperty(["product.description#html"]);
  });

  it("is observed empty where nothing can be read", () => {
    expect(mapped({ descriptionHtml: "<p> </p>" }).observed["product.description"]).toBeNull();
  });
});

describe("price and weight", () => {
  it("stand on the product, lowest first, and on a variant only where it differs", () => {
    const result = mapped({}, [{ price: "100.00" }, { price: "9.5" }, { price: "9.499" }]);
    expect(result.observed["product.price"]).toEqual({ amount: "9.50", currency: "EUR" });
    expect(result.variants.map(({ observed }) => observed["product.price"]?.amount)).toEqual([
      "100.00",
      undefined,
      undefined,
    ]);
    expect(result.variants.map(({ observed }) => observed.$inherit?.includes("product.price"))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("19.999 is always 20.00", () => {
    expect(mapped({}, [{ price: "19.999" }]).observed["product.price"]?.amount).toBe("20.00");
  });

  it("a weight of 0 is one that nobody has entered", () => {
    const unweighed = { inventoryItem: { measurement: { weight: { value: 0, unit: "KILOGRAMS" } } } };
    expect(mapped({}, [unweighed]).observed["product.weight"]).toBeNull();
  });

  it("a price that cannot be read is one issue; the others go on", () => {
    const result = mapped({}, [{ price: "free" }, { price: "20" }]);
    expect(result.observed["product.price"]?.amount).toBe("20.00");
    expect(result.variants[0]?.observed.$inherit).not.toContain("product.price");
    expect(result.issues).toEqual([
      expect.objectContaining({
        code: "invalid_value",
        field: "product.price",
        variantExternalId: "1",
        excerpt: "free",
      }),
    ]);
  });
});

describe("what cannot be taken", () => {
  it.each([
    [{ title: "a\0b" }, "product.name", "invalid_text"],
    [{ descriptionHtml: "<p>\ud83e</p>" }, "product.description", "invalid_text"],
    [{ onlineStoreUrl: "javascript:alert(1)" }, "product.webshopUrl", "invalid_value"],
    [{ status: "ON_FIRE" }, "product.salesStatus", "invalid_value"],
    [{ tags: ["a", "b\0"] }, "product.tags", "invalid_text"],
    [{ metafield_gender: { value: "yes" } }, "product.gender", "invalid_value"],
    [
      { metafield_materials: { value: "80% Cotton, 10% Silk" } },
      "product.materials",
      "percentages_do_not_sum",
    ],
    [{ metafield_materials: { value: "gid://shopify/Metaobject/1" } }, "product.materials", "invalid_value"],
    [{ metafield_season: { value: "gid://shopify/Metaobject/1" } }, "product.season", "invalid_value"],
    [{ metafield_carbon: { value: "lots" } }, "product.carbon", "invalid_value"],
    [{ metafield_journey: { value: "somewhere" } }, "product.journey", "invalid_value"],
  ])("%j leaves out that field alone", (node, field, code) => {
    const whole = mapped();
    const result = mapped(node);
    expect(result.issues).toEqual([expect.objectContaining({ field, code })]);
    expect(result.issues[0]?.excerpt).not.toMatch(/\0/);
    const { [field]: left, ...rest } = JSON.parse(JSON.stringify(whole.observed));
    expect(left).toBeDefined();
    const observed = JSON.parse(JSON.stringify(result.observed));
    delete observed["product.description#html"];
    delete rest["product.description#html"];
    expect(observed).toEqual(rest);
  });

  it("keeps a barcode that is no GTIN as it is", () => {
    expect(mapped({}, [{ barcode: " X-123 " }]).variants[0]?.observed["variant.barcode"]).toBe("X-123");
    expect(mapped({}, [{ barcode: "" }]).variants[0]?.observed["variant.barcode"]).toBeNull();
  });

  it("a product without a handle is one record issue", () => {
    const raw = shopifyProduct({ ...NODE, handle: "" }, []);
    expect(mapProduct({ externalId: raw.id, ordinal: 0, raw })).toMatchObject({
      code: "unmappable_record",
      field: null,
    });
  });

  it("a damaged product is one record issue; a damaged variant leaves the others, not known to be all", () => {
    const raw = damagedProduct("7", ['{"id":"gid']);
    expect(mapProduct({ externalId: "7", ordinal: 0, raw })).toMatchObject({ excerpt: '{"id":"gid' });
    const result = mapRaw({ ...shopifyProduct(NODE, [VARIANT]), damage: ["{broken"] });
    expect(result).toMatchObject({ variantsComplete: false, issues: [{ code: "unmappable_record" }] });
    expect(result.variants).toHaveLength(1);
  });

  it("ids do not run into each other: what is not configured is absent, what a product lacks is null", () => {
    const { metafield_season: _, ...withoutSeason } = NODE;
    const raw = shopifyProduct({ ...withoutSeason, metafield_gender: null }, [VARIANT]);
    const { observed } = mapRaw(raw);
    expect(observed).not.toHaveProperty(["product.season"]);
    expect(observed["product.gender"]).toBeNull();
    expect(observed["product.manufacturer"]).toBe("Lund & Alder");
  });
});

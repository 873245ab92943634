import { expect, test } from "vitest";
import { codesOf, nameOf, saidFields } from "./record-words.ts";

const record = {
  externalId: "gid/1",
  observed: {
    product: {
      "product.name": "Coat",
      "product.description": null,
      "product.price": { amount: "9.9", currency: "EUR" },
    },
    variants: [{ "variant.sku": "C-1", "variant.barcode": "4006381333931" }, { "variant.sku": "C-1" }],
  },
};

test("a record is known by its name, else by its id", () => {
  expect(nameOf(record)).toBe("Coat");
  expect(nameOf({ externalId: "gid/1", observed: {} })).toBe("gid/1");
});

test("what it says nothing of is left out; codes are named once", () => {
  expect(saidFields(record)).toEqual(["product.name", "product.price"]);
  expect(codesOf(record)).toEqual(["C-1", "4006381333931"]);
});

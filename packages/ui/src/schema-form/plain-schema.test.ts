import { getDefaultFormState } from "@rjsf/utils";
import { expect, test } from "vitest";
import { humanName, plainSchema, uiSchemaOf } from "./plain-schema.ts";
import { validator } from "./validator.ts";

test.each([
  ["accessToken", "Access token"],
  ["api_version", "API version"],
  ["shop", "Shop"],
])("%s reads %s", (name, text) => {
  expect(humanName(name)).toBe(text);
});

test("this or null is this, and empty text means null", () => {
  const plain = plainSchema({
    type: "object",
    properties: {
      season: { default: "custom.season", anyOf: [{ type: "string", pattern: "a" }, { type: "null" }] },
      market: { default: null, anyOf: [{ type: "object", properties: {} }, { type: "null" }] },
    },
  });
  expect(plain.properties).toEqual({
    season: { title: "Season", default: "custom.season", type: ["string", "null"], pattern: "a" },
    market: { title: "Market", type: ["object", "null"], properties: {}, "x-may-be-null": true },
  });
  expect(uiSchemaOf(plain, { secret: false })).toMatchObject({ season: { "ui:emptyValue": null } });
});

test("what may be left out is not begun by a default within it, which is shown instead", () => {
  const plain = plainSchema({
    type: "object",
    properties: {
      variants: {
        default: null,
        anyOf: [
          {
            type: "object",
            required: ["list", "fields"],
            properties: {
              list: { type: "string" },
              id: { type: "string", default: "id" },
              fields: { type: "object", additionalProperties: { type: "string" } },
            },
          },
          { type: "null" },
        ],
      },
    },
  });
  expect(JSON.stringify(plain)).not.toContain("default");
  const behavior = { emptyObjectFields: "skipEmptyDefaults" } as const;
  for (const [value, filled] of [
    [{}, {}],
    [{ variants: null }, { variants: null }],
  ]) {
    expect(getDefaultFormState(validator, plain, value, plain, false, behavior)).toEqual(filled);
    expect(validator.validateFormData(filled, plain).errors).toEqual([]);
  }
  expect(uiSchemaOf(plain, { secret: false }).variants).toMatchObject({ id: { "ui:placeholder": "id" } });
});

test("where the names of properties are known, each of them is a choice", () => {
  const plain = plainSchema({
    type: "object",
    propertyNames: { enum: ["product.name", "variant.sku"] },
    additionalProperties: { type: "string" },
  });
  expect(plain.additionalProperties).toEqual({ type: "string", "x-names": ["product.name", "variant.sku"] });
});

test("certain words, words of some form, or null are one line of text", () => {
  const groupBy = {
    default: null,
    anyOf: [
      {
        anyOf: [
          { type: "string", const: "id" },
          { type: "string", pattern: "a" },
        ],
      },
      { type: "null" },
    ],
  } as const;
  expect(plainSchema({ type: "object", properties: { groupBy: structuredClone(groupBy) as never } })).toEqual(
    {
      type: "object",
      properties: { groupBy: { title: "Group by", type: ["string", "null"] } },
    },
  );
});

test("a choice of constants has their type", () => {
  const hall = {
    title: "Hall",
    oneOf: [
      { const: "n", title: "North" },
      { const: "s", title: "South" },
    ],
  };
  expect(plainSchema({ type: "object", properties: { hall } }).properties?.hall).toMatchObject({
    type: "string",
  });
});

test("several of a few are ticked", () => {
  const seasons = {
    type: "array",
    uniqueItems: true,
    items: { type: "string", enum: ["SS26", "AW26"] },
  } as const;
  expect(uiSchemaOf(structuredClone(seasons) as never, { secret: false })).toMatchObject({
    "ui:widget": "checkboxes",
  });
});

test("of credentials all texts are hidden but those that name somebody", () => {
  const schema = plainSchema({
    type: "object",
    properties: { username: { type: "string" }, accessToken: { type: "string" }, region: { enum: ["eu"] } },
  });
  const ui = uiSchemaOf(schema, { secret: true });
  expect(ui.accessToken).toEqual({ "ui:widget": "password" });
  expect(ui.username).toEqual({});
});

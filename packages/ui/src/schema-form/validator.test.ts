import type { RJSFSchema } from "@rjsf/utils";
import { expect, test } from "vitest";
import { validator } from "./validator.ts";

const schema: RJSFSchema = {
  type: "object",
  required: ["shop", "batch"],
  $defs: { code: { type: "string", pattern: "^[A-Z]{3}$" } },
  properties: {
    shop: { type: "string", minLength: 1 },
    batch: { type: "integer", maximum: 5 },
    plant: { $ref: "#/$defs/code" },
    markets: { type: "array", items: { type: "object", required: ["country"], properties: { country: {} } } },
  },
};

function faults(data: unknown): Record<string, string | undefined> {
  const { errors } = validator.validateFormData(data, schema);
  return Object.fromEntries(errors.map(({ property, message }) => [property ?? "", message]));
}

test("each fault is told once, at its field", () => {
  expect(faults({ batch: 9, plant: "abc", markets: [{ country: "SE" }, {}] })).toEqual({
    ".shop": "This is needed.",
    ".batch": "This is too large.",
    ".plant": "This does not have the form that is described.",
    ".markets.1.country": "This is needed.",
  });
  expect(faults({ shop: "a", batch: 1, plant: "ABC" })).toEqual({});
});

test("a part is judged with the definitions of the whole", () => {
  const part: RJSFSchema = { $ref: "#/$defs/code" };
  expect(validator.isValid(part, "ABC", schema)).toBe(true);
  expect(validator.isValid(part, "abc", schema)).toBe(false);
});

test("no code is made at run time: the page's policy forbids it", () => {
  const made = globalThis.Function;
  globalThis.Function = class {
    constructor() {
      throw new EvalError("forbidden");
    }
  } as unknown as typeof Function;
  try {
    expect(faults({ shop: "a" })).toEqual({ ".batch": "This is needed." });
  } finally {
    globalThis.Function = made;
  }
});

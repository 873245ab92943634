import { expect, test } from "vitest";
import { plainNumber } from "./read-field.ts";

test("numbers are shown as they were typed", () => {
  expect(plainNumber("60.00")).toBe("60");
  expect(plainNumber("60.50")).toBe("60.5");
  expect(plainNumber("100")).toBe("100");
  expect(plainNumber("0.0040")).toBe("0.004");
});

import { expect, test } from "vitest";
import { originWords } from "./origin-words.ts";

test("who stands behind a value is a connection, a person's deed, or not known", () => {
  expect(originWords({ reason: "owner", connection: "Shop" })).toBe("Shop");
  expect(originWords({ reason: "manual" })).toBe("by hand");
  expect(originWords({ reason: "owner" })).toBeNull();
  expect(originWords(null)).toBeNull();
});

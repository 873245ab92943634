import { describe, expect, it } from "vitest";
import { GENDERS } from "./fields.ts";
import { InvalidValue } from "./invalid-value.ts";
import { normaliseEnum, normaliseText, normaliseUrl } from "./text.ts";

describe("normaliseText", () => {
  it.each([
    ["  Linen shirt\n", "Linen shirt"],
    ["", null],
    [" \t\u00a0 ", null],
    [null, null],
    [undefined, null],
    [42, "42"],
    [true, "true"],
    ["a\\b 'c' \"d\" 🧵 قميص", "a\\b 'c' \"d\" 🧵 قميص"],
  ])("%j becomes %j", (value, expected) => {
    expect(normaliseText(value)).toBe(expected);
  });

  it.each(["a\0b", "\ud83e", "x\udd75y"])("refuses %j", (value) => {
    expect(normaliseText(value)).toMatchObject({ code: "invalid_text" });
  });

  it.each([[{}], [[]], [["a"]]])("refuses %j, which is no text", (value) => {
    expect(normaliseText(value)).toBeInstanceOf(InvalidValue);
  });
});

describe("normaliseEnum", () => {
  const aliases = { female: "women", damen: "women" } as const;
  it.each([
    ["Women", "women"],
    [" FEMALE ", "women"],
    ["", null],
    [null, null],
  ])("%j becomes %j", (value, expected) => {
    expect(normaliseEnum(value, GENDERS, aliases)).toBe(expected);
  });

  it.each(["nobody", "constructor", "__proto__"])("refuses %s and lists what there is", (value) => {
    const result = normaliseEnum(value, GENDERS, aliases);
    expect(result).toMatchObject({ code: "invalid_value", message: expect.stringContaining("unisex") });
  });
});

describe("normaliseUrl", () => {
  it.each(["https://shop.example/products/a", "HTTP://a.example/?q=1#x", "https://a.example/bücher"])(
    "takes %s as it is",
    (url) => {
      expect(normaliseUrl(` ${url} `)).toBe(url);
    },
  );

  it.each([
    "shop.example",
    "ftp://a.example",
    "javascript:alert(1)",
    "//a.example",
    "https://",
    "https://a b.example",
  ])("refuses %s", (url) => {
    expect(normaliseUrl(url)).toBeInstanceOf(InvalidValue);
  });
});

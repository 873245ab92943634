import { describe, expect, it } from "vitest";
import { gtinCheckDigit, normaliseGtin, toGtin14 } from "./gtin.ts";

describe("toGtin14", () => {
  it.each([
    ["96385074", "00000096385074"],
    ["036000291452", "00036000291452"],
    ["4006381333931", "04006381333931"],
    ["10614141000415", "10614141000415"],
  ])("%s becomes %s", (code, expected) => {
    expect(toGtin14(code)).toBe(expected);
  });

  it.each([
    "4006381333932",
    "400638133393",
    "0000000000000",
    "40063813339310",
    "abc",
    "",
    "４００６３８１３３３９３１",
  ])("refuses %s", (code) => {
    expect(toGtin14(code)).toBeNull();
  });

  it("notices every single wrong digit", () => {
    const code = "4006381333931";
    for (let at = 0; at < code.length; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const changed = code.slice(0, at) + digit + code.slice(at + 1);
        expect(toGtin14(changed) !== null).toBe(changed === code);
      }
    }
  });
});

it("computes the check digit of GS1's own example", () => {
  expect(gtinCheckDigit("629104150021")).toBe(3);
});

it("normalises a GTIN as the source writes it, and says what is wrong with another", () => {
  expect(normaliseGtin(" 4 006381-333931 ")).toBe("4006381333931");
  expect(normaliseGtin("")).toBeNull();
  expect(normaliseGtin("4006381333932")).toMatchObject({ message: expect.stringContaining("check digit") });
  expect(normaliseGtin("12345")).toMatchObject({ message: expect.stringContaining("5 digits") });
  expect(normaliseGtin("ABC")).toMatchObject({ message: expect.stringContaining("other characters") });
});

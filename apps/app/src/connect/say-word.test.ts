import { expect, test } from "vitest";
import { saidWord, sayWord } from "./say-word.ts";

const choices = ["color", "size", "other"].map((value) => ({
  value,
  label: value,
  setting: `optionNames.${value}`,
}));
const ton = { word: "Ton", choices, value: "other", reason: "", examples: [] };

test("a word is in the list of what it was said to be, and in no other", () => {
  const config = { shop: "a", optionNames: { size: ["Weite"], other: ["ton "] } };
  expect(saidWord(config, ton)).toBe("other");
  const said = sayWord(config, ton, "color");
  expect(said).toEqual({ shop: "a", optionNames: { color: ["Ton"], size: ["Weite"], other: [] } });
  expect(saidWord(said, ton)).toBe("color");
  expect(sayWord(said, ton, "size")).toMatchObject({ optionNames: { color: [], size: ["Weite", "Ton"] } });
  expect(config.optionNames.other).toEqual(["ton "]);
});

test("where the settings say nothing the suggestion stands", () => {
  expect(saidWord({}, ton)).toBeNull();
  expect(sayWord({}, ton, "color")).toEqual({ optionNames: { color: ["Ton"], size: [], other: [] } });
});

import { expect, it } from "vitest";
import { similarNames } from "./similar-names.ts";

const COLOURS = ["Navy Blue", "Black", "Off-White", "Light Grey", "Écru", "Bleu nuit"].map((name) => ({
  id: name,
  name,
}));

it.each([
  ["navy", "Navy Blue"],
  ["NAVYBLUE", "Navy Blue"],
  ["blk", "Black"],
  ["blakc", "Black"],
  ["offwhite", "Off-White"],
  ["grey light", "Light Grey"],
  ["ecru", "Écru"],
  ["magenta", undefined],
])("%s is most like %s", (name, expected) => {
  expect(similarNames(name, COLOURS)[0]?.name).toBe(expected);
});

import { expect, it } from "vitest";
import { suggestOptions } from "./suggest-options.ts";

const kinds = (...options: [name: string, ...values: string[]][]) =>
  suggestOptions(options.map(([name, ...values]) => ({ name, values }))).map(({ kind }) => kind);

it("goes by the name, and shows values that fit", () => {
  expect(suggestOptions([{ name: "Farbe", values: ["Schwarz", "Nachtfalter", "Ecru"] }])).toEqual([
    {
      name: "Farbe",
      kind: "color",
      evidence: { by: "name", matched: 2, of: 3, examples: ["Schwarz", "Ecru"] },
    },
  ]);
});

it("goes by the values where the name says nothing, in any order", () => {
  const finish: [string, ...string[]] = ["Finish", "Washed black", "Off-white", "Dune"];
  const cut: [string, ...string[]] = ["Cut", "XS", "S/M", "One Size", "W32/L34", "EU 42", "10-12 Y"];
  expect(kinds(finish, cut, ["Sleeve", "Long", "Short"])).toEqual(["color", "size", "other"]);
  expect(kinds(cut, finish)).toEqual(["size", "color"]);
  expect(suggestOptions([{ name: "Finish", values: finish.slice(1) }])[0]?.evidence).toEqual({
    by: "values",
    matched: 2,
    of: 3,
    examples: ["Washed black", "Off-white"],
  });
});

it("takes no second colour or size by values alone", () => {
  expect(kinds(["Color", "Black"], ["Sole", "White", "Black"])).toEqual(["color", "other"]);
  expect(kinds(["A", "S", "M"], ["B", "S", "Model 7"])).toEqual(["size", "other"]);
});

it("claims nothing that it has no reason for", () => {
  expect(suggestOptions([{ name: "Länge", values: ["Kurz", "Lang"] }])).toEqual([
    { name: "Länge", kind: "other", evidence: { by: "none", matched: 0, of: 2, examples: ["Kurz", "Lang"] } },
  ]);
  expect(kinds(["Empty"], ["Pack", "Single", "Gift box", "M"])).toEqual(["other", "other"]);
});

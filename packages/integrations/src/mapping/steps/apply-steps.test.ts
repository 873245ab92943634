import { InvalidValue } from "@v1/core";
import { expect, test } from "vitest";
import { type Step, step } from "../source-spec.ts";
import { applySteps } from "./apply-steps.ts";

function apply(value: unknown, ...steps: object[]): unknown {
  return applySteps(
    value,
    steps.map((one): Step => step.parse(one)),
  );
}

test.each<[string, unknown, object | object[], unknown]>([
  ["trims", "  wool ", { do: "trim" }, "wool"],
  ["trims each entry of a list", [" a", "b "], { do: "trim" }, ["a", "b"]],
  ["writes titles in any script", "ÉCHARPE en-laine", { do: "case", to: "title" }, "Écharpe En-Laine"],
  ["writes sentences", "WARM COAT", { do: "case", to: "sentence" }, "Warm coat"],
  ["reads HTML", "<p>Warm &amp; soft</p>", { do: "html" }, "Warm & soft"],
  [
    "splits and takes one, from behind too",
    "AW24 / Women / Coat",
    { do: "split", by: "/", take: -1 },
    "Coat",
  ],
  ["splits into a list", "a; b;;c", { do: "split", by: ";" }, ["a", "b", "c"]],
  ["finds nothing at a part that is not there", "a", { do: "split", by: ";", take: 3 }, null],
  ["joins", ["a", 1], { do: "join", with: " & " }, "a & 1"],
  ["replaces plain text everywhere", "a.b.c", { do: "replace", find: ".", with: "-" }, "a-b-c"],
  ["puts in front, but not of nothing", ["x", ""], { do: "prefix", with: "ISO " }, ["ISO x", ""]],
  ["maps values, whatever their case", "DAMEN ", { do: "values", map: { damen: "women" } }, "women"],
  ["keeps what the list does not have", "Kids", { do: "values", map: {} }, "Kids"],
  ["drops what the list does not have", "Kids", { do: "values", map: {}, otherwise: "drop" }, undefined],
  ["maps a value to nothing", "n/a", { do: "values", map: { "n/a": null } }, null],
  ["fills in a default", null, { do: "default", value: "main" }, "main"],
  ["fills in a default for what is absent", undefined, { do: "default", value: "main" }, "main"],
  ["leaves null alone otherwise", null, [{ do: "trim" }, { do: "split", by: "," }], null],
  ["picks a language", { de: "Mantel", en: "Coat" }, { do: "language", prefer: ["fr", "en"] }, "Coat"],
  ["finds a region's language", { "de-CH": "Mantel" }, { do: "language", prefer: ["de"] }, "Mantel"],
  [
    "takes just that language before one of its regions",
    { "en-US": "Color", en: "Colour", "pt-BR": "x" },
    { do: "language", prefer: ["en"] },
    "Colour",
  ],
  [
    "takes just that region before another one",
    { pt_BR: "Camiseta", pt_PT: "Camisola" },
    { do: "language", prefer: ["pt-PT"] },
    "Camisola",
  ],
  [
    "picks a language of a list, without the empty ones",
    '[{"locale":"fr","value":" "},{"locale":"it","value":"Cappotto"}]',
    { do: "language", prefer: ["fr"] },
    "Cappotto",
  ],
  [
    "names the parts of objects",
    [{ fibre: { label: "Wool" }, share: 80, x: 1 }],
    { do: "objects", name: "fibre.label", percentage: "share" },
    [{ name: "Wool", percentage: 80 }],
  ],
  [
    "applies steps in their order",
    " DAMEN, herren ",
    [
      { do: "split", by: "," },
      { do: "values", map: { damen: "women", herren: "men" } },
      { do: "join", with: "+" },
    ],
    "women+men",
  ],
])("%s", (_what, value, steps, expected) => {
  expect(apply(value, ...[steps].flat())).toEqual(expected);
});

test.each([
  ["1.250,5 g", { decimal: ",", to: "kg" }, "1.2505"],
  ["1,250.5", { from: "g", to: "kg" }, "1.2505"],
  ["0.35 kg CO2e", { to: "g" }, "350"],
  ["12 oz", { to: "g" }, "340.194277500".replace(/0+$/, "")],
  ["2 lbs", { to: "kg" }, "0.90718474"],
  ["1 000 l", { to: "m3" }, "1"],
  ["3,14", { decimal: "," }, "3.14"],
  ["-5", {}, "-5"],
  [7, { from: "kg", to: "kg" }, "7"],
])("a number with its unit: %s", (value, more, expected) => {
  expect(apply(value, { do: "number", ...more })).toBe(expected);
});

test.each([
  ["some", { do: "number" }, "is not a number"],
  ["5 kg", { do: "number", to: "l" }, "cannot be converted"],
  ["5", { do: "number", to: "kg" }, "names no unit"],
  ["Kids", { do: "values", map: {}, otherwise: "reject" }, "not in the mapping's list"],
  [["5 kg", "many"], { do: "number", to: "g" }, "is not a number"],
  ["Cotton 80 90", { do: "composition" }, "not understood as a composition"],
])("what cannot be taken is refused with a reason: %s", (value, one, message) => {
  const result = apply(value, one, { do: "trim" });
  expect(result).toBeInstanceOf(InvalidValue);
  expect((result as InvalidValue).message).toContain(message);
});

test.each(["80 % Cotton, 20% Polyester", "Cotton:80|Polyester:20"])("a composition is read: %s", (text) => {
  expect(apply(text, { do: "composition" })).toMatchObject([
    { name: "Cotton", percentage: "80.00", component: "main" },
    { name: "Polyester", percentage: "20.00", component: "main" },
  ]);
});

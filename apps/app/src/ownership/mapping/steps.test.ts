import { expect, test } from "vitest";
import { paramText, STEPS, type Step, withParam } from "./steps.ts";

const param = (name: Step["do"], of: string) => {
  const found = STEPS[name].params.find((one) => one.name === of);
  if (!found) throw new Error(`${name} has no ${of}`);
  return found;
};

test("a map of values is typed line by line; an empty right side drops the value", () => {
  const map = param("values", "map");
  const step = withParam(STEPS.values.fresh, map, "f = women\nx=\n\na = b = c");
  expect(step).toEqual({ do: "values", map: { f: "women", x: null, a: "b = c" }, otherwise: "keep" });
  expect(paramText(step, map)).toBe("f = women\nx = \na = b = c");
});

test("what is emptied is left out, numbers are numbers, lists are lists", () => {
  const take = param("split", "take");
  expect(withParam({ do: "split", by: ";", take: 2 }, take, "")).toEqual({ do: "split", by: ";" });
  expect(withParam({ do: "split", by: ";" }, take, "-1")).toEqual({ do: "split", by: ";", take: -1 });
  const prefer = param("language", "prefer");
  expect(withParam({ do: "language", prefer: ["en"] }, prefer, "de, en,")).toEqual({
    do: "language",
    prefer: ["de", "en"],
  });
});

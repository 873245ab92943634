import { expect, test } from "vitest";
import { longId, parseAsIds, shortId } from "./parse-ids.ts";

const ONE = "0193f00a-1234-7abc-8def-0123456789ab";
const OTHER = "ffffffff-ffff-4fff-bfff-ffffffffffff";

test("ids go into an address and come back", () => {
  expect(shortId(ONE)).toHaveLength(22);
  expect(shortId(OTHER)).toMatch(/^[\w-]{22}$/);
  expect(parseAsIds.parse(parseAsIds.serialize([ONE, OTHER]))).toEqual([ONE, OTHER]);
});

test("an address that was cut or made up gives nothing", () => {
  expect(longId(shortId(ONE).slice(0, 15))).toBeNull();
  expect(longId("%%%")).toBeNull();
  expect(parseAsIds.parse(`${shortId(ONE)}.x`)).toBeNull();
});

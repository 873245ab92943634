import { expect, it } from "vitest";
import { GidIndex } from "./gid-index.ts";

it("gives each id its ordinal, through growing and beyond 32 bits", () => {
  const index = new GidIndex();
  const ids = Array.from({ length: 50_000 }, (_, i) => (i % 2 === 0 ? 8_123_400_000_000 + i * 32_768 : i));
  ids.forEach((id, i) => {
    expect(index.add(id)).toBe(i);
  });
  expect(index.size).toBe(50_000);
  expect(ids.every((id, i) => index.find(id) === i)).toBe(true);
  expect(index.add(8_123_400_000_000)).toBe(0);
  expect(index.size).toBe(50_000);
  expect([index.find(8_123_400_000_001), index.find(999_999_999_999_999), index.find(50_001)]).toEqual([
    -1, -1, -1,
  ]);
});

it("tells ids apart that share their lower or upper half", () => {
  const index = new GidIndex();
  const ids = [1, 1 + 2 ** 32, 2 ** 32, 0, 2 ** 33, 999_999_999_999_999];
  ids.forEach((id, i) => {
    expect(index.add(id)).toBe(i);
  });
  expect(ids.map((id) => index.find(id))).toEqual([0, 1, 2, 3, 4, 5]);
});

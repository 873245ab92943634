import { expect, it } from "vitest";
import { RequestSize } from "./request-size.ts";

it("asks for as many products as the points of one query, or of a small bucket, allow", () => {
  const size = new RequestSize(2_000);
  expect([size.current, size.points]).toEqual([5, null]);
  size.learn(350, 2_000);
  expect([size.current, size.points]).toEqual([12, 840]);
  size.learn(840, 500);
  expect(size.current).toBe(6);
  size.learn(12, 2_000);
  expect(size.current).toBe(50);
});

it("never asks for more than a page, nor, after a refusal, for as many again", () => {
  const page = new RequestSize(3);
  page.learn(1, 2_000);
  expect(page.current).toBe(3);
  const size = new RequestSize(2_000);
  expect([size.halve(), size.current]).toEqual([true, 2]);
  size.learn(2, 2_000);
  expect(size.current).toBe(2);
  expect([size.halve(), size.current, size.halve()]).toEqual([true, 1, false]);
});

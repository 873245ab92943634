import { expect, it } from "vitest";
import { CostBudget } from "./budget.ts";

const cost = (requestedQueryCost: number, currentlyAvailable: number, restoreRate = 100) => ({
  requestedQueryCost,
  throttleStatus: { maximumAvailable: 1_000, currentlyAvailable, restoreRate },
});

it("waits for what a document cost last, with what any answer left in the bucket", () => {
  const budget = new CostBudget();
  const wait = (document: string) => budget.secondsUntil(budget.costOf(document));
  expect(wait("large")).toBe(0);
  budget.learn("large", cost(700, 300));
  expect(wait("large")).toBeCloseTo(4, 1);
  expect(wait("small")).toBe(0);
  budget.learn("small", cost(10, 650));
  expect(wait("large")).toBeCloseTo(0.5, 1);
  expect(wait("small")).toBe(0);
  expect(budget.secondsUntil(750)).toBeCloseTo(1, 1);
  expect(budget.maximum).toBe(1_000);
});

it("never waits longer than a minute, nor for what can never come", () => {
  const budget = new CostBudget();
  budget.learn("slow", cost(900, 0, 1));
  expect(budget.secondsUntil(900)).toBeCloseTo(60, 1);
  budget.learn("dry", cost(900, 0, 0));
  expect(budget.secondsUntil(900)).toBe(0);
});

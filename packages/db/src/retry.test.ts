import { AppError } from "@v1/core";
import { expect, test } from "vitest";
import { lostAgainstAnother, retryTransaction, sqlState } from "./retry.ts";

const failure = (code: string) =>
  new Error("failed query", { cause: Object.assign(new Error(code), { code }) });

test("a transaction that lost runs again, until it wins", async () => {
  let runs = 0;
  const result = await retryTransaction(
    async () => {
      runs += 1;
      if (runs < 3) throw failure(runs === 1 ? "40001" : "40P01");
      return "done";
    },
    { baseMs: 0 },
  );
  expect([result, runs]).toEqual(["done", 3]);
});

test("the number of runs is bounded, and the caller may try again", async () => {
  let runs = 0;
  const work = () => {
    runs += 1;
    return Promise.reject(failure("40001"));
  };
  const error = await retryTransaction(work, { attempts: 4, baseMs: 0 }).catch((thrown: unknown) => thrown);
  expect(runs).toBe(4);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: "conflict", retryable: true });
});

test("any other failure is thrown at once", async () => {
  let runs = 0;
  const work = () => {
    runs += 1;
    return Promise.reject(failure("23505"));
  };
  await expect(retryTransaction(work)).rejects.toThrow("failed query");
  expect(runs).toBe(1);
});

test("the SQLSTATE is found behind wrappers, and only where there is one", () => {
  expect(sqlState(new Error("outer", { cause: failure("23505") }))).toBe("23505");
  expect(sqlState(Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toBeUndefined();
  expect(lostAgainstAnother("40001")).toBe(false);
});

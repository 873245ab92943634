import { expect, test } from "vitest";
import { dbEnv } from "./env.ts";

const DATABASE_URL = "postgres://user:secret@db.example.com:6543/v1";

test("what is missing has its default, an empty value counts as missing", () => {
  expect(dbEnv({ DATABASE_URL, DATABASE_POOL_MAX: "" })).toEqual({ DATABASE_URL, DATABASE_POOL_MAX: 5 });
});

test.each([
  [{}, "DATABASE_URL"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must be like postgres://"],
  [{ DATABASE_URL, DATABASE_POOL_MAX: "many" }, "DATABASE_POOL_MAX must be a number"],
  [{ DATABASE_URL, DATABASE_POOL_MAX: "0" }, "DATABASE_POOL_MAX must be at least 1"],
])("%j is refused by name", (source, message) => {
  expect(() => dbEnv(source)).toThrow(message);
});

test("a refusal does not show the password", () => {
  let refusal = "";
  try {
    dbEnv({ DATABASE_URL: "postgres//user:secret@db" });
  } catch (error) {
    refusal = `${error}`;
  }
  expect(refusal).toContain("DATABASE_URL");
  expect(refusal).not.toContain("secret");
});

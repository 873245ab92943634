import { expect, test } from "vitest";
import { claimsOf } from "./claims.ts";

const id = "0193a1b2-0000-7000-8000-000000000001";
const token = (payload: unknown) =>
  `head.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.signature`;

test("a token says whom it is of", () => {
  expect(claimsOf(token({ sub: id, email: "zoë@example.com" }))).toEqual({ id, email: "zoë@example.com" });
  expect(claimsOf(token({ sub: id }))).toEqual({ id, email: "" });
});

test.each(["", "a", "a.b.c", "..", token(null), token({ sub: "admin" }), token({ email: "a@b" })])(
  "%j says nothing",
  (text) => expect(claimsOf(text)).toBeNull(),
);

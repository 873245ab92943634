import { expect, test } from "vitest";
import { rememberTokens } from "./remember-tokens.ts";

const sub = "00000000-0000-4000-8000-000000000001";

/** Verifies whatever does not begin with "bad"; the token says when it ends. */
function verifier() {
  const asked: string[] = [];
  const clock = { ms: 0 };
  const verify = rememberTokens(
    async (token) => {
      asked.push(token);
      if (token.startsWith("bad")) throw new Error("not signed by us");
      return { sub, role: "authenticated", exp: Number(token.split("@")[1]) };
    },
    () => clock.ms,
  );
  return { asked, clock, verify };
}

test("a token is verified once while it is fresh, and again afterwards", async () => {
  const { asked, clock, verify } = verifier();
  for (const ms of [0, 24_999, 25_000, 30_000]) {
    clock.ms = ms;
    expect(await verify("a@1000")).toMatchObject({ sub });
  }
  expect(asked).toEqual(["a@1000", "a@1000"]);
});

test("no token outlives its own end, and a refused one is refused each time", async () => {
  const { asked, clock, verify } = verifier();
  await verify("short@10");
  clock.ms = 9_999;
  await verify("short@10");
  clock.ms = 10_000;
  await verify("short@10");
  await expect(verify("bad@1000")).rejects.toThrow();
  await expect(verify("bad@1000")).rejects.toThrow();
  expect(asked).toEqual(["short@10", "short@10", "bad@1000", "bad@1000"]);
});

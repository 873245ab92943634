import { expect, test } from "vitest";
import { appEnv } from "./env.ts";

const set = { SUPABASE_URL: "https://ref.supabase.co", SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x" };

test("the app's settings name what is missing and what to put there", () => {
  expect(() => appEnv({ API_URL: "nowhere" })).toThrow(
    /API_URL must be.*SUPABASE_URL must be.*SUPABASE_PUBLISHABLE_KEY must be/,
  );
  expect(appEnv({ ...set, SUPABASE_PUBLIC_URL: "" })).toEqual({ ...set, API_URL: "http://127.0.0.1:4000" });
});

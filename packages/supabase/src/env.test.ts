import { describe, expect, it } from "vitest";
import { supabaseEnv } from "./env.ts";

describe("environment", () => {
  it("names every variable that is missing or wrong, and what to put there", () => {
    expect(() => supabaseEnv({ SUPABASE_URL: "nowhere", SUPABASE_JWT_SECRET: "short" })).toThrow(
      /SUPABASE_URL must be.*SUPABASE_PUBLISHABLE_KEY must be.*SUPABASE_JWT_SECRET must be/,
    );
  });

  it("finds the key set beside the project, unless told", () => {
    const env = { SUPABASE_URL: "https://ref.supabase.co/", SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x" };
    expect(supabaseEnv(env).SUPABASE_JWKS_URL).toBe("https://ref.supabase.co/auth/v1/.well-known/jwks.json");
    const told = { ...env, SUPABASE_JWKS_URL: "https://keys.example/set" };
    expect(supabaseEnv(told).SUPABASE_JWKS_URL).toBe("https://keys.example/set");
  });
});

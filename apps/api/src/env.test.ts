import { expect, test } from "vitest";
import { apiEnv } from "./env.ts";

test("the API's settings have defaults and refuse what cannot be", () => {
  expect(apiEnv({})).toEqual({
    API_PORT: 4000,
    API_HOST: "127.0.0.1",
    APP_ORIGINS: [],
    CREDENTIALS_KEYS: "",
    ALLOW_PRIVATE_ADDRESSES: false,
    TRUST_PROXY: false,
    FILES_DIR: ".data/files",
    RATE_LIMIT_USER: 1_200,
    RATE_LIMIT_KEY: 1_200,
    RATE_LIMIT_ADDRESS: 6_000,
  });
  expect(apiEnv({ APP_ORIGINS: "https://a.example, http://localhost:3000" }).APP_ORIGINS).toEqual([
    "https://a.example",
    "http://localhost:3000",
  ]);
  expect(() => apiEnv({ APP_ORIGINS: "*" })).toThrow(/APP_ORIGINS must be/);
  expect(() => apiEnv({ RATE_LIMIT_KEY: "0" })).toThrow(/RATE_LIMIT_KEY must be/);
  expect(() => apiEnv({ TRUST_PROXY: "maybe" })).toThrow(/TRUST_PROXY must be/);
  expect(() => apiEnv({ API_PORT: "x" })).toThrow(/API_PORT must be/);
  expect(() => apiEnv({ API_PORT: "70000", DATABASE_API_URL: "mysql://x" })).toThrow(
    /API_PORT must be.*DATABASE_API_URL must be/,
  );
});

import { describe, expect, it } from "vitest";
import { shopifyConfig } from "./config.ts";
import { graphqlError, statusError } from "./errors.ts";

const config = shopifyConfig.parse({ shop: "Demo.myshopify.com" });

describe("a status", () => {
  it.each([
    [401, "unauthenticated", false, "Enter the Admin API access token"],
    [402, "precondition_failed", false, "settle the shop's bill"],
    [403, "unauthenticated", false, "read_products"],
    [404, "precondition_failed", false, "that the API version in the settings exists"],
    [423, "precondition_failed", false, "contact Shopify"],
    [429, "rate_limited", true, "tried again later"],
    [500, "unavailable", true, "tried again later"],
    [503, "unavailable", true, "tried again later"],
    [418, "bad_request", false, "Shopify says: teapot"],
  ])("%i is %s, retryable: %s", (status, code, retryable, hint) => {
    expect(statusError(status, config, "teapot")).toMatchObject({
      code,
      retryable,
      hint: expect.stringContaining(hint),
      message: expect.stringContaining(String(status)),
    });
  });
});

describe("an error inside a 200", () => {
  const of = (code?: string) => graphqlError([{ message: "It failed.", extensions: code ? { code } : {} }]);

  it.each([
    ["ACCESS_DENIED", "forbidden", false],
    ["MAX_COST_EXCEEDED", "bad_request", false],
    ["undefinedField", "bad_request", false],
    ["INTERNAL_SERVER_ERROR", "unavailable", true],
    ["SHOP_INACTIVE", "precondition_failed", false],
    [undefined, "bad_request", false],
  ])("%s is %s, retryable: %s", (code, expected, retryable) => {
    expect(of(code)).toMatchObject({ code: expected, retryable, hint: expect.stringMatching(/\w/) });
  });

  it("is none where there are none, and THROTTLED is waited out, whatever stands beside it", () => {
    expect([graphqlError(undefined), graphqlError([])]).toEqual([null, null]);
    const throttled = { message: "Throttled", extensions: { code: "THROTTLED" } };
    expect(graphqlError([{ message: "Internal error." }, throttled])).toBe("throttled");
    expect(graphqlError("[API] Invalid API key")).toMatchObject({ code: "unauthenticated" });
  });
});

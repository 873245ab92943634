import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "@v1/core";
import { z } from "zod";
import type { OAuthScheme, SignInBack } from "../../kit/auth.ts";
import { configOf, shopUrl } from "./config.ts";

/** What the connector reads; the same that a custom app is given. */
const SCOPES = ["read_products", "read_inventory", "read_metaobjects"];
/** Seconds that a sign-in may take, and clocks may differ by. */
const MOST_SECONDS = 15 * 60;

export const shopifyClient = z.object({
  clientId: z.string().min(1).describe("Client ID of your app, as Shopify's Dev Dashboard shows it."),
  clientSecret: z.string().min(1).describe("Its client secret. It is kept sealed; nobody can read it here."),
});

/**
 * Shopify's authorization code grant: each shop has its own addresses, the way back is signed with the
 * client's secret, and offline tokens run out after an hour where they are asked for so.
 */
export const shopifySignIn: OAuthScheme = {
  kind: "oauth2",
  grant: "refresh_token",
  origin: (config) => shopUrl(configOf(config)),
  authorizeUrl: "/admin/oauth/authorize",
  tokenUrl: "/admin/oauth/access_token",
  scope: SCOPES.join(","),
  header: "x-shopify-access-token",
  codeParameters: { expiring: "1" },
  verifyReturn,
};

/** @throws AppError `precondition_failed` where Shopify did not send this, or for another shop */
function verifyReturn({ parameters, config, clientSecret }: SignInBack): void {
  const { hmac = "", ...signed } = parameters;
  if (!isSigned(hmac, signed, clientSecret)) {
    throw refused(
      "The way back from Shopify is not signed with this app's client secret.",
      "Check that client ID and secret belong to one app; then begin again under Integrations.",
    );
  }
  const { shop = "", timestamp = "" } = signed;
  const asked = new URL(shopUrl(configOf(config))).host;
  if (shop.toLowerCase() !== asked) {
    throw refused(
      `Shopify let us into another shop than ${asked}.`,
      "Begin again, and sign in at the shop whose address you entered.",
    );
  }
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(timestamp !== "" && age <= MOST_SECONDS)) {
    throw refused(
      "The way back from Shopify is older than a sign-in may take.",
      "Begin again under Integrations. If that does not help, the clock of this server is wrong.",
    );
  }
}

/** HMAC-SHA256 in hex over all other parameters in the order of their names. Compared in constant time. */
function isSigned(hmac: string, parameters: Record<string, string>, clientSecret: string): boolean {
  const message = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join("&");
  const right = createHmac("sha256", clientSecret).update(message).digest();
  const given = /^[0-9a-f]{64}$/i.test(hmac) ? Buffer.from(hmac, "hex") : Buffer.alloc(0);
  return given.length === right.length && timingSafeEqual(given, right);
}

function refused(message: string, hint: string): AppError {
  return new AppError({ code: "precondition_failed", message, hint });
}

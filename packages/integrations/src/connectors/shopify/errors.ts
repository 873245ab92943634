import { AppError, type ErrorCode } from "@v1/core";
import { excerptOf } from "../../kit/issues.ts";
import { type ShopifyConfig, shopUrl } from "./config.ts";

type GraphqlErrors = string | { message: string; extensions?: { code?: string } }[] | undefined;

/** The token is missing, wrong, or may not do what was asked. */
export function deniedError(reason: string): AppError {
  return new AppError({
    code: "unauthenticated",
    message: `Shopify refuses the connection's access token (credential “accessToken”): ${reason}.`,
    hint: "Enter the Admin API access token of an app that is installed in this shop, with the scope read_products, or sign in at Shopify again.",
  });
}

/** The query asks for more points than Shopify ever answers at once. */
export class TooCostly extends AppError {
  constructor() {
    super({
      code: "bad_request",
      message: "One request for this shop's products costs more points than Shopify allows at once.",
      hint: "Leave metafields out of the connection's settings that are not needed.",
    });
  }
}

/** The version that was asked for is no longer, or not yet, served. */
export function retiredVersionError(asked: string, answered: string): AppError {
  return new AppError({
    code: "precondition_failed",
    message: `Shopify no longer serves version ${asked} of its API: it answered in version ${answered}.`,
    hint: `Choose ${answered} or a newer version in the connection's settings. Nothing was read or changed.`,
  });
}

export const SCOPES_HINT =
  "Give the app the scope read_products (with read_inventory for weights and read_metaobjects for metaobjects), then install it again.";

/** What is wrong with a GraphQL answer, null where nothing is. */
export function graphqlError(errors: GraphqlErrors): AppError | "throttled" | null {
  if (errors === undefined || errors.length === 0) return null;
  if (typeof errors === "string") return deniedError(errors);
  const codes = errors.map((error) => error.extensions?.code);
  if (codes.includes("THROTTLED")) return "throttled";
  if (codes.includes("MAX_COST_EXCEEDED")) return new TooCostly();
  const message = errors.map((error) => error.message).join(" ");
  if (codes.includes("ACCESS_DENIED")) {
    return new AppError({
      code: "forbidden",
      message: `Shopify does not allow this: ${message}`,
      hint: SCOPES_HINT,
    });
  }
  if (codes.includes("SHOP_INACTIVE")) {
    return new AppError({
      code: "precondition_failed",
      message: `The Shopify shop is not active: ${excerptOf(message)}`,
      hint: "Its owner has to open it again in Shopify.",
    });
  }
  const ours = codes.some(
    (code) => code === undefined || code === "undefinedField" || code === "argumentLiteralsIncompatible",
  );
  return new AppError({
    code: ours ? "bad_request" : "unavailable",
    message: `Shopify answered with an error: ${excerptOf(message)}`,
    hint: ours
      ? "Check the connection's API version and metafields."
      : "The run is tried again later; Shopify's status page may say more.",
    retryable: !ours,
  });
}

interface StatusMeaning {
  code: ErrorCode;
  message: string;
  hint: string;
  retryable?: boolean;
}

const STATUS_MEANINGS: Readonly<Record<number, StatusMeaning>> = {
  402: {
    code: "precondition_failed",
    message: "The Shopify shop is frozen.",
    hint: "Its owner has to settle the shop's bill with Shopify.",
  },
  // Somebody has to look at the connection: neither comes back by itself.
  404: {
    code: "precondition_failed",
    message: "There is no Shopify Admin API at this address.",
    hint: "Check the shop's address (my-brand.myshopify.com), and that the API version in the settings exists.",
  },
  423: {
    code: "precondition_failed",
    message: "The Shopify shop is locked.",
    hint: "Its owner has to contact Shopify.",
  },
  429: {
    code: "rate_limited",
    message: "Shopify has limited this shop's requests.",
    hint: "The run is tried again later.",
    retryable: true,
  },
};

/** What an answer's status other than 200 means. */
export function statusError(status: number, config: ShopifyConfig, body: string): AppError {
  if (status === 401) return deniedError("invalid token (status 401)");
  if (status === 403) return deniedError("not allowed in this shop (status 403)");
  const meaning = STATUS_MEANINGS[status];
  if (meaning)
    return new AppError({ ...meaning, message: `${meaning.message} (${shopUrl(config)}, status ${status})` });
  return new AppError({
    code: status >= 500 ? "unavailable" : "bad_request",
    message: `Shopify answered with status ${status}.`,
    hint: status >= 500 ? "The run is tried again later." : `Shopify says: ${excerptOf(body)}`,
    retryable: status >= 500,
  });
}

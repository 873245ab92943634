import { AppError } from "@v1/core";
import type { Membership } from "./membership.ts";

/** The brand that a request names in `x-brand-id`, or the only one there is. */
export function chooseBrand(memberships: Membership[], wanted: string | null): Membership {
  if (wanted !== null) {
    const chosen = memberships.find((membership) => membership.brandId === wanted.toLowerCase());
    if (chosen) return chosen;
    throw new AppError({
      code: "forbidden",
      message: "You are not a member of this brand.",
      hint: "Choose one of your brands, or ask an owner of this one to invite you.",
    });
  }
  const [only, ...others] = memberships;
  if (only && others.length === 0) return only;
  if (only) {
    throw new AppError({
      code: "bad_request",
      message: "You belong to several brands and the request names none.",
      hint: "Send the brand's id in the x-brand-id header; brand.list gives them.",
    });
  }
  throw new AppError({
    code: "forbidden",
    message: "You belong to no brand.",
    hint: "Ask an owner to invite you.",
  });
}

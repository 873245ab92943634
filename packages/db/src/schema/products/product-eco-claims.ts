import { unique, uuid } from "drizzle-orm/pg-core";
import { assertedByPeople } from "../access.ts";
import { brandTable } from "../brand-table.ts";
import { brandEcoClaims } from "../brands/brand-eco-claims.ts";
import { childOf, refersTo } from "../references.ts";
import { products } from "./products.ts";

/** One row per asserter; a null connection means people. */
export const productEcoClaims = brandTable(
  "product_eco_claims",
  {
    productId: uuid("product_id").notNull(),
    ecoClaimId: uuid("eco_claim_id").notNull(),
    connectionId: uuid("connection_id"),
  },
  {
    access: "member-write",
    key: "none",
    extra: (t) => [
      unique("product_eco_claims_unique")
        .on(t.brandId, t.productId, t.ecoClaimId, t.connectionId)
        .nullsNotDistinct(),
      childOf(t.brandId, t.productId, products),
      refersTo(t.brandId, t.ecoClaimId, brandEcoClaims),
      // In place of a foreign key: only workers, which take it from the run, name a connection.
      ...assertedByPeople("product_eco_claims"),
    ],
  },
);

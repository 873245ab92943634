import { type BrandScope, brandScope } from "@v1/db";
import type { Brand } from "../../sync/testing/world.ts";
import type { OwnershipScope } from "../types.ts";

/** Reads as this person, without the policies: those are tested where requests come in. */
export function readAs<T>(
  brand: Brand,
  person: OwnershipScope,
  query: (scope: BrandScope) => Promise<T>,
): Promise<T> {
  return brand.world.db.orm.transaction((tx) => query(brandScope(tx, { ...person, role: "owner" })));
}

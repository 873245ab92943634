import type { FieldKey } from "@v1/core";

/** One value that an edit changes, in the shape in which it is asserted. */
export interface Change {
  variantId: string | null;
  key: FieldKey;
  before: unknown;
  after: unknown;
}

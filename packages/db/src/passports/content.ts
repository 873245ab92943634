import type { FieldKey } from "@v1/core";
import type { OriginReason } from "../schema/ownership/value-origins.ts";

/** Values by field, as a passport tells them; what holds nothing is left out. */
export type PassportFields = Partial<Record<FieldKey, unknown>>;

/** What a version holds: all that a passport shows of the product, and nothing that could change later. */
export interface PassportContent {
  format: 1;
  upid: string;
  product: PassportFields;
  variants: PassportVariant[];
}

export interface PassportVariant {
  upid: string;
  /** Gone at the source; its printed code goes on resolving. */
  gone?: true;
  /** Its own values; what is left out, it inherits from the product. */
  fields: PassportFields;
}

/** Who stood behind a value. */
export interface PassportOrigin {
  reason?: OriginReason;
  connectionId?: string;
  connection?: string;
  userId?: string;
  runId?: string;
  /** When the run ended. */
  at?: string;
}

/** Field → mark, of the product and of variants by UPID; and what each mark means. */
export interface PassportSources {
  product: Partial<Record<FieldKey, string>>;
  variants: Record<string, Partial<Record<FieldKey, string>>>;
  origins: Record<string, PassportOrigin>;
}

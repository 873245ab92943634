import {
  type FieldIssue,
  InvalidValue,
  type MappedProduct,
  type Normalised,
  normaliseEnum,
  normaliseText,
  normaliseUrl,
  type ObservedProduct,
  SALES_STATUSES,
} from "@v1/core";
import type { RawRecord } from "../../kit/connector.ts";
import { htmlToText } from "../../kit/html.ts";
import { Issues, recordIssue } from "../../kit/issues.ts";
import { DEFAULT_SETTINGS, type MapSettings } from "./map-settings.ts";
import { mapVariants } from "./map-variants.ts";
import { distinct, observeMetafields } from "./observe-metafields.ts";
import type { ShopifyProduct } from "./raw.ts";
import { oneText, plainValue } from "./structured-metafields.ts";

/** One Shopify product → what it asserts. Pure: the same record always gives the same answer. */
export function mapProduct(
  record: RawRecord<ShopifyProduct>,
  settings: MapSettings = DEFAULT_SETTINGS,
): MappedProduct | FieldIssue {
  const { raw } = record;
  const identifier = normaliseText(raw.handle);
  if (raw.damage && identifier === null) {
    return recordIssue(
      "The product could not be read from Shopify's answer.",
      DAMAGED_HINT,
      raw.damage.join("\n"),
    );
  }
  if (identifier === null || identifier instanceof InvalidValue) {
    return recordIssue(
      "The product has no usable handle.",
      "Give the product a handle in Shopify.",
      raw.handle ?? raw.id,
    );
  }
  const issues = new Issues();
  const observed: ObservedProduct = { "product.identifier": identifier };
  observeBasics(raw, observed, issues);
  observeMetafields(raw, observed, issues);
  const variants = mapVariants({ product: raw, settings }, observed, issues);
  for (const part of raw.damage ?? []) {
    issues.note(
      null,
      new InvalidValue("A part of the product could not be read.", DAMAGED_HINT, "unmappable_record"),
      {
        source: part,
      },
    );
  }
  return {
    externalId: record.externalId,
    sourceUpdatedAt: timeOf(raw, issues),
    groupKey: groupKeyOf(raw, settings, issues),
    observed,
    variants,
    variantsComplete: raw.damage === undefined && raw.partial === undefined,
    issues: issues.list,
  };
}

/** Several products of one style are one product of ours where they share a metafield's value. */
function groupKeyOf(raw: ShopifyProduct, { groupBy }: MapSettings, issues: Issues): string | null {
  if (groupBy === null) return null;
  if (groupBy === "id") return raw.id;
  const source = raw.metafields.groupKey ?? null;
  const key = oneText(source);
  if (!(key instanceof InvalidValue)) return key;
  issues.note(null, key, { source });
  return null;
}

const DAMAGED_HINT = "It is read again by the next run; if it stays, look at the product in Shopify.";

function observeBasics(raw: ShopifyProduct, observed: ObservedProduct, issues: Issues): void {
  observed["product.name"] = issues.take("product.name", normaliseText(raw.title), { source: raw.title });
  observeDescription(raw, observed, issues);
  observed["product.image"] = issues.take("product.image", normaliseUrl(raw.image), { source: raw.image });
  const category = raw.productType?.trim() ? raw.productType : raw.category;
  observed["product.category"] = issues.take("product.category", normaliseText(category), {
    source: category,
  });
  observed["product.tags"] = issues.take("product.tags", tagsOf(raw.tags), { source: raw.tags });
  const url = raw.onlineStoreUrl;
  observed["product.webshopUrl"] = issues.take("product.webshopUrl", normaliseUrl(url), { source: url });
  const status = normaliseEnum(raw.status, SALES_STATUSES, STATUS_NAMES);
  observed["product.salesStatus"] = issues.take("product.salesStatus", status, { source: raw.status });
}

/** Care instructions have no field of their own: they end the description. */
function observeDescription(
  { descriptionHtml: html, metafields }: ShopifyProduct,
  observed: ObservedProduct,
  issues: Issues,
): void {
  const care = plainValue(metafields.care ?? null);
  const parts = [html === null ? null : htmlToText(html), care].filter((part) => part !== null);
  const text = parts.length === 0 ? null : normaliseText(parts.join("\n\n"));
  const source = care === null ? html : parts.join("\n\n");
  observed["product.description"] = issues.take("product.description", text, { source });
  if (html !== null && typeof text === "string" && text !== html.trim())
    observed["product.description#html"] = html;
}

const STATUS_NAMES: Readonly<Record<string, (typeof SALES_STATUSES)[number]>> = {
  unlisted: "active",
  archived: "discontinued",
};

function tagsOf(tags: readonly string[]): Normalised<string[]> {
  const found: string[] = [];
  for (const tag of tags) {
    const text = normaliseText(tag);
    if (text instanceof InvalidValue) return text;
    if (text !== null) found.push(text);
  }
  return distinct(found);
}

function timeOf(raw: ShopifyProduct, issues: Issues): string | null {
  if (raw.updatedAt === null) return null;
  const time = Date.parse(raw.updatedAt);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  issues.note(null, new InvalidValue("The time of the last change cannot be read.", DAMAGED_HINT), {
    source: raw.updatedAt,
  });
  return null;
}

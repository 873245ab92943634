import {
  ENVIRONMENT_TYPE,
  type FieldIssue,
  GENDERS,
  InvalidValue,
  type MappedProduct,
  type Normalised,
  normaliseDecimal,
  normaliseEnum,
  normaliseName,
  normaliseText,
  normaliseUrl,
  type ObservedProduct,
  SALES_STATUSES,
} from "@v1/core";
import { parseComposition } from "../../kit/composition.ts";
import type { RawRecord } from "../../kit/connector.ts";
import { htmlToText } from "../../kit/html.ts";
import { Issues, recordIssue } from "../../kit/issues.ts";
import { parseJourney } from "../../kit/journey.ts";
import { singleText, textList } from "../../kit/structured.ts";
import { mapVariants } from "./map-variants.ts";
import type { ShopifyProduct } from "./raw.ts";

/** One Shopify product → what it asserts. Pure: the same record always gives the same answer. */
export function mapProduct(record: RawRecord<ShopifyProduct>): MappedProduct | FieldIssue {
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
  const variants = mapVariants(raw, observed, issues);
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
    groupKey: null,
    observed,
    variants,
    variantsComplete: raw.damage === undefined,
    issues: issues.list,
  };
}

const DAMAGED_HINT = "It is read again by the next run; if it stays, look at the product in Shopify.";

function observeBasics(raw: ShopifyProduct, observed: ObservedProduct, issues: Issues): void {
  observed["product.name"] = issues.take("product.name", normaliseText(raw.title), { source: raw.title });
  observeDescription(raw.descriptionHtml, observed, issues);
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

function observeDescription(html: string | null, observed: ObservedProduct, issues: Issues): void {
  const text = html === null ? null : normaliseText(htmlToText(html));
  observed["product.description"] = issues.take("product.description", text, { source: html });
  if (html !== null && typeof text === "string" && text !== html.trim())
    observed["product.description#html"] = html;
}

const STATUS_NAMES: Readonly<Record<string, (typeof SALES_STATUSES)[number]>> = {
  unlisted: "active",
  archived: "discontinued",
};

/** Metafields that the configuration leaves out are absent; those that a product lacks are null. */
function observeMetafields(raw: ShopifyProduct, observed: ObservedProduct, issues: Issues): void {
  for (const name in raw.metafields) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    read?.(raw.metafields[name] ?? null, observed, issues);
  }
  if (!("product.manufacturer" in observed) || observed["product.manufacturer"] === null) {
    observed["product.manufacturer"] = issues.take("product.manufacturer", normaliseText(raw.vendor), {
      source: raw.vendor,
    });
  }
}

type MetafieldReader = (source: string | null, observed: ObservedProduct, issues: Issues) => void;

const READERS: Readonly<Record<string, MetafieldReader>> = {
  season: (source, observed, issues) => {
    observed["product.season"] = issues.take("product.season", singleText(source), { source });
  },
  gender: (source, observed, issues) => {
    observed["product.gender"] = issues.take("product.gender", genderOf(source), { source });
  },
  manufacturer: (source, observed, issues) => {
    observed["product.manufacturer"] = issues.take("product.manufacturer", singleText(source), { source });
  },
  materials: (source, observed, issues) => {
    observed["product.materials"] = issues.take("product.materials", parseComposition(source), { source });
  },
  journey: (source, observed, issues) => {
    observed["product.journey"] = issues.take("product.journey", parseJourney(source), { source });
  },
  carbon: (source, observed, issues) => {
    observed["product.carbon"] = issues.take("product.carbon", normaliseDecimal(source, ENVIRONMENT_TYPE), {
      source,
    });
  },
  water: (source, observed, issues) => {
    observed["product.water"] = issues.take("product.water", normaliseDecimal(source, ENVIRONMENT_TYPE), {
      source,
    });
  },
  ecoClaims: (source, observed, issues) => {
    observed["product.ecoClaims"] = issues.take("product.ecoClaims", distinct(textList(source)), { source });
  },
};

const GENDER_NAMES: Readonly<Record<string, (typeof GENDERS)[number]>> = {
  female: "women",
  woman: "women",
  womens: "women",
  "women's": "women",
  ladies: "women",
  male: "men",
  man: "men",
  mens: "men",
  "men's": "men",
  girl: "girls",
  boy: "boys",
  kid: "kids",
  children: "kids",
  child: "kids",
  infant: "baby",
  babies: "baby",
  all: "unisex",
};

/** Women and men together are unisex. */
function genderOf(source: string | null): Normalised<(typeof GENDERS)[number]> {
  const names = textList(source);
  if (names === null || names instanceof InvalidValue) return names;
  if (names.length === 1) return normaliseEnum(names[0], GENDERS, GENDER_NAMES);
  const genders = new Set(names.map((name) => normaliseEnum(name, GENDERS, GENDER_NAMES)));
  if (genders.size === 2 && genders.has("women") && genders.has("men")) return "unisex";
  return normaliseEnum(names.join(", "), GENDERS);
}

function tagsOf(tags: readonly string[]): Normalised<string[]> {
  const found: string[] = [];
  for (const tag of tags) {
    const text = normaliseText(tag);
    if (text instanceof InvalidValue) return text;
    if (text !== null) found.push(text);
  }
  return distinct(found);
}

/** One of each, by the form in which names are compared. */
function distinct(names: Normalised<string[]>): Normalised<string[]> {
  if (!Array.isArray(names) || names.length < 2) return names;
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = normaliseName(name);
    if (!seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
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

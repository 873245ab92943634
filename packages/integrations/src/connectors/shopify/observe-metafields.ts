import {
  ENVIRONMENT_TYPE,
  GENDERS,
  InvalidValue,
  type Material,
  type Normalised,
  normaliseDecimal,
  normaliseEnum,
  normaliseName,
  normaliseText,
  type ObservedProduct,
} from "@v1/core";
import { parseComposition } from "../../kit/composition.ts";
import type { Issues } from "../../kit/issues.ts";
import { parseJourney } from "../../kit/journey.ts";
import type { ShopifyProduct } from "./raw.ts";
import { explained, listValue, oneText, texts } from "./structured-metafields.ts";

/** Metafields that the configuration leaves out are absent; those that a product lacks are null. */
export function observeMetafields(raw: ShopifyProduct, observed: ObservedProduct, issues: Issues): void {
  for (const name in raw.metafields) {
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    read?.(raw.metafields[name] ?? null, { observed, issues, raw });
  }
  observeClaims(raw, observed, issues);
  if (!("product.manufacturer" in observed) || observed["product.manufacturer"] === null) {
    observed["product.manufacturer"] = issues.take("product.manufacturer", normaliseText(raw.vendor), {
      source: raw.vendor,
    });
  }
}

interface Reading {
  observed: ObservedProduct;
  issues: Issues;
  raw: ShopifyProduct;
}

type MetafieldReader = (source: string | null, reading: Reading) => void;

const READERS: Readonly<Record<string, MetafieldReader>> = {
  season: (source, { observed, issues }) => {
    observed["product.season"] = issues.take("product.season", oneText(source), { source });
  },
  gender: (source, { observed, issues }) => {
    observed["product.gender"] = issues.take("product.gender", genderOf(source), { source });
  },
  manufacturer: (source, { observed, issues }) => {
    observed["product.manufacturer"] = issues.take("product.manufacturer", oneText(source), { source });
  },
  materials: (source, { observed, issues, raw }) => {
    const read = explained(source, parseComposition(listValue(source)));
    const materials = issues.take("product.materials", read, { source });
    observed["product.materials"] = withOrigin(materials, raw, issues);
  },
  journey: (source, { observed, issues }) => {
    const journey = explained(source, parseJourney(listValue(source)));
    observed["product.journey"] = issues.take("product.journey", journey, { source });
  },
  carbon: (source, { observed, issues }) => {
    const carbon = normaliseDecimal(source, ENVIRONMENT_TYPE);
    observed["product.carbon"] = issues.take("product.carbon", carbon, { source });
  },
  water: (source, { observed, issues }) => {
    const water = normaliseDecimal(source, ENVIRONMENT_TYPE);
    observed["product.water"] = issues.take("product.water", water, { source });
  },
};

/** The country stands for each material that names none of its own. */
function withOrigin(
  materials: Material[] | null | undefined,
  { metafields }: ShopifyProduct,
  issues: Issues,
): Material[] | null | undefined {
  if (!materials || !metafields.origin) return materials;
  const source = metafields.origin;
  const origin = issues.take("product.materials", oneText(source), { source });
  if (!origin) return materials;
  return materials.map((material) => (material.country ? material : { ...material, country: origin }));
}

const CLAIM_SOURCES = ["ecoClaims", "certificates"] as const;

/** Claims and certificates together; one that cannot be read leaves the field as it is. */
function observeClaims({ metafields }: ShopifyProduct, observed: ObservedProduct, issues: Issues): void {
  let all: string[] | null = null;
  for (const name of CLAIM_SOURCES) {
    const source = metafields[name];
    if (source === undefined) continue;
    const claims = issues.take("product.ecoClaims", texts(source), { source });
    if (claims === undefined) return;
    if (claims !== null) all = [...(all ?? []), ...claims];
    observed["product.ecoClaims"] = null;
  }
  if (all !== null)
    observed["product.ecoClaims"] = issues.take("product.ecoClaims", distinct(all), { source: all });
}

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
  const names = texts(source);
  if (names === null || names instanceof InvalidValue) return names;
  if (names.length === 1) return normaliseEnum(names[0], GENDERS, GENDER_NAMES);
  const genders = new Set(names.map((name) => normaliseEnum(name, GENDERS, GENDER_NAMES)));
  if (genders.size === 2 && genders.has("women") && genders.has("men")) return "unisex";
  return normaliseEnum(names.join(", "), GENDERS);
}

/** One of each, by the form in which names are compared. */
export function distinct(names: Normalised<string[]>): Normalised<string[]> {
  if (!Array.isArray(names) || names.length < 2) return names;
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = normaliseName(name);
    if (!seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
}

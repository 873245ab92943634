import { type ImportMapping, importMapping } from "../mapping.ts";
import type { SheetRow } from "../sheet-row.ts";
import type { ImportTarget } from "../targets.ts";
import { plainHeader, targetOfHeader } from "./header-names.ts";
import { findHeadings, type HeadingPlace, headingsOf } from "./headings.ts";
import { currencyOf, dateOrderOf, decimalOf, lookAtValues } from "./sample-values.ts";

interface Evidence {
  column: number;
  target: ImportTarget;
  /** 0 to 1. */
  confidence: number;
  because: string;
}

export interface Proposal {
  headers: string[];
  samples: string[][];
  mapping: ImportMapping;
  evidence: Evidence[];
  missing: ImportTarget[];
}

/** Heading of the column that an error report adds. */
export const ERROR_HEADER = "Error";

const SHOPIFY_HEADERS = ["handle", "title", "option1 name", "option1 value", "variant price"];
const SAMPLES = 200;

/**
 * How a file could be read, from its first rows: by headings in several languages, by what the values
 * look like where a heading says nothing. A person looks it over before anything is imported.
 */
export function proposeMapping(rows: readonly SheetRow[], given: Partial<HeadingPlace> = {}): Proposal {
  const place = { ...findHeadings(rows), ...given };
  if (given.headerRow !== undefined && given.headerRows === undefined) place.headerRows = 1;
  const headers = headingsOf(rows, place);
  const below = rows.filter(({ row }) => row >= place.headerRow + place.headerRows).slice(0, SAMPLES);
  const samples = below.map(({ cells }) => headers.map((_, column) => cells[column] ?? ""));
  const evidence = chooseTargets(headers, samples);
  const layout = isShopify(headers) ? "shopify" : "table";
  const columns = headers.map((header, column) => ({
    column,
    header,
    target: evidence.find((entry) => entry.column === column)?.target ?? null,
  }));
  const valuesOf = (target: ImportTarget) => {
    const column = evidence.find((entry) => entry.target === target)?.column;
    return column === undefined ? [] : samples.map((cells) => cells[column] ?? "");
  };
  const price = evidence.find(({ target }) => target === "product.price")?.column;
  const mapping = importMapping.parse({
    layout,
    ...place,
    columns,
    groupBy: evidence.find(({ target }) => target === "product.identifier")?.column ?? null,
    decimal: decimalOf([
      ...valuesOf("product.price"),
      ...valuesOf("product.weight"),
      ...valuesOf("product.carbon"),
    ]),
    dateOrder: dateOrderOf(valuesOf("record.updatedAt")),
    currency: price === undefined ? null : currencyOf(headers[price] ?? "", valuesOf("product.price")),
    weightUnit: layout === "shopify" ? "g" : weightUnitOf(headers, evidence),
  });
  const found = new Set(evidence.map(({ target }) => target));
  const missing: ImportTarget[] = (["product.identifier", "product.name"] as const).filter(
    (target) => !found.has(target),
  );
  if (found.has("product.price") && !found.has("price.currency") && mapping.currency === null)
    missing.push("price.currency");
  return { headers, samples: samples.slice(0, 10), mapping, evidence, missing };
}

function isShopify(headers: readonly string[]): boolean {
  const plain = new Set(headers.map(plainHeader));
  return SHOPIFY_HEADERS.every((name) => plain.has(name));
}

/** Each target goes to the column that speaks for it most clearly, the leftmost of equals. */
function chooseTargets(headers: readonly string[], samples: readonly string[][]): Evidence[] {
  const candidates = headers.flatMap((header, column) => {
    if (header === ERROR_HEADER) return [];
    const guess = guessColumn(
      header,
      samples.map((cells) => cells[column] ?? ""),
    );
    return guess ? [{ column, ...guess }] : [];
  });
  candidates.sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const taken = new Set<ImportTarget>();
  const chosen = candidates.filter(({ target }) => {
    if (taken.has(target)) return false;
    taken.add(target);
    return true;
  });
  return chosen.sort((a, b) => a.column - b.column);
}

function guessColumn(header: string, values: readonly string[]): Omit<Evidence, "column"> | null {
  const named = targetOfHeader(header);
  const looks = lookAtValues(values);
  if (named?.exact) {
    return {
      target: named.target,
      confidence: looks?.target === named.target ? 1 : 0.9,
      because: `The heading is “${header}”.`,
    };
  }
  if (looks) return { target: looks.target, confidence: 0.7, because: looks.because };
  if (!named) return null;
  return { target: named.target, confidence: 0.5, because: `A part of the heading “${header}” says so.` };
}

function weightUnitOf(headers: readonly string[], evidence: readonly Evidence[]): "g" | "kg" | "oz" | "lb" {
  const column = evidence.find(({ target }) => target === "product.weight")?.column;
  const unit = /\b(kg|g|gr|grams?|oz|lbs?)\b/i.exec(column === undefined ? "" : (headers[column] ?? ""))?.[1];
  const plain = unit?.toLowerCase() ?? "kg";
  if (plain.startsWith("lb")) return "lb";
  if (plain === "oz") return "oz";
  return plain === "kg" ? "kg" : "g";
}

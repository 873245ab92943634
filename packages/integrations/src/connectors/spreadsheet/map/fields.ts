import {
  ENVIRONMENT_TYPE,
  type FieldKey,
  GENDERS,
  InvalidValue,
  isCurrency,
  type Normalised,
  normaliseDecimal,
  normaliseEnum,
  normaliseGtin,
  normaliseMoney,
  normaliseName,
  normaliseQuantity,
  normaliseUrl,
  quoted,
  SALES_STATUSES,
} from "@v1/core";
import { parseComposition } from "../../../kit/composition.ts";
import { htmlToText } from "../../../kit/html.ts";
import { parseJourney } from "../../../kit/journey.ts";
import { textList } from "../../../kit/structured.ts";
import type { ImportMapping } from "../mapping.ts";
import { amountOf, cellText, codeText } from "./cell.ts";

/** What a cell's reader may look at besides the cell. */
export interface CellContext {
  mapping: ImportMapping;
  /** The row's own currency and unit of weight, where the file has columns for them. */
  currency: string;
  unit: string;
}

type Reader = (cell: string, context: CellContext) => Normalised<unknown>;

const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", "£": "GBP", $: "USD", kr: "SEK", zł: "PLN" };

const GENDER_NAMES = aliases<(typeof GENDERS)[number]>({
  women:
    "female woman womens women's womenswear ladies damen frauen femme femmes mujer mujeres donna donne dames vrouwen kvinnor dam kvinder dame naiset kobiety feminino",
  men: "male man mens men's menswear gents herren manner männer homme hommes hombre hombres uomo uomini heren mannen man herr herrer miehet mezczyzni masculino",
  unisex: "all adult adults everyone neutral unisexe",
  girls: "girl madchen mädchen fille filles niña niñas bambina bambine meisjes flickor piger",
  boys: "boy jungen garcon garçon garcons garçons niño niños bambino bambini jongens pojkar drenge",
  kids: "kid child children kinder enfant enfants infantil kinderen barn børn dzieci",
  baby: "babies infant infants newborn bebe bébé neonato",
});

const STATUS_NAMES = aliases<(typeof SALES_STATUSES)[number]>({
  active: "aktiv actif activo attivo actief published live available yes true",
  draft: "entwurf brouillon borrador bozza concept utkast planned",
  discontinued:
    "archived inactive eingestellt inaktiv arrete arrêté descatalogado fuori produzione eol retired",
  preorder: "pre-order coming",
  sold_out: "soldout ausverkauft epuise épuisé agotado esaurito uitverkocht slutsåld",
});

/** How the text of a cell becomes a value of each field. */
export const READERS = {
  "product.identifier": codeText,
  "product.name": cellText,
  "product.description": (cell) => {
    const text = cellText(cell);
    return typeof text === "string" ? cellText(htmlToText(text)) : text;
  },
  "product.image": (cell) => checked(cell, normaliseUrl),
  "product.category": cellText,
  "product.season": cellText,
  "product.manufacturer": cellText,
  "product.gender": (cell) => checked(cell, (text) => normaliseEnum(text, GENDERS, GENDER_NAMES)),
  "product.price": priceOf,
  "product.weight": weightOf,
  "product.webshopUrl": (cell) => checked(cell, normaliseUrl),
  "product.salesStatus": (cell) => checked(cell, (text) => normaliseEnum(text, SALES_STATUSES, STATUS_NAMES)),
  "product.gtin": (cell) => {
    const code = codeText(cell);
    return typeof code === "string" ? normaliseGtin(code) : code;
  },
  "product.materials": (cell) => checked(cell, parseComposition),
  "product.journey": (cell) => checked(cell, parseJourney),
  "product.ecoClaims": (cell) => checked(cell, names),
  "product.tags": (cell) => checked(cell, names),
  "product.carbon": decimalNumber,
  "product.water": decimalNumber,
  "variant.color": cellText,
  "variant.size": cellText,
  "variant.sku": codeText,
  "variant.barcode": (cell) => {
    const code = codeText(cell);
    if (typeof code !== "string") return code;
    const gtin = normaliseGtin(code);
    return gtin instanceof InvalidValue ? code : gtin;
  },
} satisfies Partial<Record<FieldKey, Reader>>;

export type ReadableField = keyof typeof READERS;

/** The value of a field in one cell. Pure. */
export function readField(field: ReadableField, cell: string, context: CellContext): Normalised<unknown> {
  const reader: Reader = READERS[field];
  return reader(cell, context);
}

function checked<T>(cell: string, read: (text: string) => Normalised<T>): Normalised<T> {
  const text = cellText(cell);
  return typeof text === "string" ? read(text) : text;
}

function priceOf(cell: string, { mapping, currency }: CellContext): Normalised<unknown> {
  const amount = amountOf(cell, mapping.decimal);
  if (amount === null || amount instanceof InvalidValue) return amount;
  const around = amount.around.toUpperCase();
  const written = isCurrency(around) ? around : SIGNS[amount.around.toLowerCase()];
  const named = cellText(currency);
  if (named instanceof InvalidValue) return named;
  const known = named ?? written ?? mapping.currency;
  if (known !== null) return normaliseMoney(amount.number, known);
  return new InvalidValue(
    `The price ${quoted(cell.trim())} has no currency.`,
    "Choose the import's currency, or map a column that names it.",
  );
}

function weightOf(cell: string, { mapping, unit }: CellContext): Normalised<unknown> {
  const amount = amountOf(cell, mapping.decimal);
  if (amount === null || amount instanceof InvalidValue) return amount;
  // Shopify writes 0 where nobody has entered a weight.
  if (mapping.layout === "shopify" && Number(amount.number) === 0) return null;
  if (mapping.layout === "shopify") return normaliseQuantity(amount.number, "g");
  return normaliseQuantity(amount.number, amount.around || unit.trim() || mapping.weightUnit);
}

function decimalNumber(cell: string, { mapping }: CellContext): Normalised<string> {
  const amount = amountOf(cell, mapping.decimal);
  return amount === null || amount instanceof InvalidValue
    ? amount
    : normaliseDecimal(amount.number, ENVIRONMENT_TYPE);
}

/** One of each, by the form in which names are compared. */
function names(text: string): Normalised<string[]> {
  const list = textList(text);
  if (!Array.isArray(list)) return list;
  return [...new Map(list.map((name) => [normaliseName(name), name] as const).reverse()).values()].reverse();
}

function aliases<T extends string>(words: Record<string, string>): Readonly<Record<string, T>> {
  const entries = Object.entries(words).flatMap(([value, names]) =>
    names.split(" ").map((name) => [name, value as T] as const),
  );
  return Object.fromEntries(entries);
}

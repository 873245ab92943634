import { isCurrency, toGtin14 } from "@v1/core";
import { parseComposition } from "../../../kit/composition.ts";
import type { ImportTarget } from "../targets.ts";

/** What values tell about their column, where its heading does not. The first that fits counts. */
const LOOKS: readonly { target: ImportTarget; because: string; fits: (value: string) => boolean }[] = [
  {
    target: "variant.barcode",
    because: "The values are GTINs with a right check digit.",
    fits: (value) => value.length >= 12 && toGtin14(value.replaceAll(/[\s-]/g, "")) !== null,
  },
  {
    target: "product.materials",
    because: "The values are compositions, such as “80% Cotton, 20% Polyester”.",
    fits: (value) => /\d\s*%/.test(value) && Array.isArray(parseComposition(value)),
  },
  {
    target: "product.image",
    because: "The values are addresses of pictures.",
    fits: (value) => /^https?:\/\/\S+\.(jpe?g|png|webp|gif|avif)(\?\S*)?$/i.test(value),
  },
  {
    target: "price.currency",
    because: "The values are codes of currencies.",
    fits: (value) => /^[A-Z]{3}$/.test(value) && isCurrency(value),
  },
  {
    target: "variant.size",
    because: "The values are sizes.",
    fits: (value) => /^(xxs|xs|s|m|l|xl|xxl|xxxl|[2-6]xl|one size|onesize|\d{2}\/\d{2})$/i.test(value.trim()),
  },
];

/** A guess from samples of one column; null where nothing fits nearly all of them. */
export function lookAtValues(samples: readonly string[]): { target: ImportTarget; because: string } | null {
  const values = samples.filter((value) => value.trim() !== "");
  if (values.length < 2) return null;
  const found = LOOKS.find(({ fits }) => values.filter(fits).length >= values.length * 0.9);
  return found ? { target: found.target, because: found.because } : null;
}

const NUMBER = /^[+-]?[\d.,'\s]*\d$/;

/** The decimal sign that numbers of the samples are written with; a point where nothing tells. */
export function decimalOf(samples: readonly string[]): "." | "," {
  let commas = 0;
  let points = 0;
  for (const value of samples) {
    const plain = value.replaceAll(/[^\d.,]/g, "");
    if (!NUMBER.test(plain)) continue;
    const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
    if (last < 0) continue;
    const decimals = plain.length - last - 1;
    // Three digits after the only sign may be thousands: they tell nothing.
    if (decimals === 3 && !/[.,]/.test(plain.slice(0, last))) continue;
    if (plain[last] === ",") commas += 1;
    else points += 1;
  }
  return commas > points ? "," : ".";
}

const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", "£": "GBP", $: "USD" };

/** A currency that the heading of the price or the prices themselves name. */
export function currencyOf(header: string, samples: readonly string[]): string | null {
  for (const text of [header, ...samples]) {
    const code = /\b([A-Z]{3})\b/.exec(text)?.[1];
    if (code && isCurrency(code)) return code;
    const sign = Object.keys(SIGNS).find((each) => text.includes(each));
    if (sign) return SIGNS[sign] ?? null;
  }
  return null;
}

/** Day or month first, from samples such as 31/12/2026; the year first where nothing tells. */
export function dateOrderOf(samples: readonly string[]): "ymd" | "dmy" | "mdy" {
  let dayFirst = false;
  for (const value of samples) {
    const match = /^(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b/.exec(value.trim());
    if (!match) continue;
    if (Number(match[1]) > 12 || value.includes(".")) return "dmy";
    if (Number(match[2]) > 12) return "mdy";
    dayFirst = true;
  }
  return dayFirst ? "dmy" : "ymd";
}

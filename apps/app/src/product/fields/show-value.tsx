import { type FieldKey, fieldDefinition } from "@v1/core";
import { Badge } from "@v1/ui";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { formatMoney } from "../../format.ts";
import { ProductImage } from "../../products/product-image.tsx";
import type { JourneyValue, MaterialValue, Place } from "../types.ts";
import { Composition } from "./composition.tsx";
import { Journey } from "./journey.tsx";

const decimal = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });

type Show = (value: never, place: Place) => ReactNode;

const text = (value: string) => (
  <span className="whitespace-pre-line wrap-anywhere" dir="auto">
    {value}
  </span>
);
const code = (value: string) => <span className="wrap-anywhere font-mono text-xs">{value}</span>;
const word = (value: string) => value.charAt(0).toUpperCase() + value.slice(1).replaceAll("_", " ");
const chips = (values: string[]) => (
  <span className="flex flex-wrap gap-1">
    {values.map((value) => (
      <Badge key={value}>
        <span className="truncate" dir="auto">
          {value}
        </span>
      </Badge>
    ))}
  </span>
);

/** By the kind of the field, so that a new field of a known kind needs nothing here. */
const BY_KIND: Record<string, Show> = {
  text,
  reference: text,
  enum: word,
  identity: code,
  gtin: code,
  sku: code,
  barcode: code,
  url: (value: string) => <Address url={value} />,
  image: (value: string) => (
    <span className="flex min-w-0 items-center gap-3">
      <ProductImage src={value} />
      <Address url={value} />
    </span>
  ),
  money: ({ amount, currency }: { amount: string; currency: string }) => (
    <span className="tabular-nums">{formatMoney(amount, currency)}</span>
  ),
  quantity: ({ value, unit }: { value: string; unit: string }) => (
    <span className="tabular-nums">
      {decimal.format(Number(value))} {unit}
    </span>
  ),
  number: (value: string) => <span className="tabular-nums">{decimal.format(Number(value))}</span>,
  pair: ({ name, value }: { name: string; value: string }) => text(`${name}: ${value}`),
  category: (_value: string, { product }) => text(product.category ?? ""),
  set: chips,
  materials: (value: MaterialValue[]) => <Composition materials={value} />,
  journey: (value: JourneyValue[]) => <Journey steps={value} />,
};

export function ShowValue({ fieldKey, value, place }: { fieldKey: FieldKey; value: unknown; place: Place }) {
  return BY_KIND[fieldDefinition(fieldKey).type.kind]?.(value as never, place) ?? null;
}

/** Only what a browser may follow is a link: a source can say anything. */
function Address({ url }: { url: string }) {
  if (!/^https?:\/\//.test(url)) return code(url);
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-w-0 max-w-full items-center gap-1 text-accent-ink underline-offset-4 hover:underline"
    >
      <span className="truncate">{url.replace(/^https?:\/\//, "")}</span>
      <ExternalLink aria-label="opens in a new tab" className="size-3.5 shrink-0" />
    </a>
  );
}

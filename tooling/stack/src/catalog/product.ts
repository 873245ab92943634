import { GARMENTS, type Garment } from "./garments.ts";
import { ean13, productId, variantId } from "./ids.ts";
import { entry, type Random, randomFor } from "./random.ts";
import { FACILITIES, type Facility, MANUFACTURERS, STEPS, type Step, VENDORS } from "./suppliers.ts";
import { CLAIMS, COLOURS, type Colour, GENDERS, MODELS, SEASONS, TAGS } from "./words.ts";

export interface CatalogVariant {
  id: number;
  position: number;
  sku: string;
  barcode: string;
  price: string;
  weight: { value: number; unit: "GRAMS" | "KILOGRAMS" };
  options: { name: string; value: string }[];
}

export interface CatalogProduct {
  index: number;
  id: number;
  handle: string;
  title: string;
  garment: Garment;
  vendor: string;
  tags: string[];
  status: "ACTIVE" | "DRAFT" | "ARCHIVED";
  season: string;
  gender: string;
  manufacturer: string;
  materials: { material: string; percentage: number; country: string; recyclable: boolean }[];
  journey: (Facility & { step: Step })[];
  carbon: string;
  water: string;
  claim: string;
  /** ISO 8601, whole seconds, as Shopify writes times. */
  createdAt: string;
  updatedAt: string;
  variants: CatalogVariant[];
}

/** Colours × sizes. Twenty in a row have sixty variants, so a catalog has three for each product. */
const SHAPES: readonly (readonly [number, number])[] = [
  [1, 3],
  [1, 3],
  [2, 2],
  [1, 3],
  [1, 2],
  [1, 3],
  [3, 1],
  [1, 3],
  [1, 1],
  [1, 3],
  [2, 2],
  [1, 3],
  [1, 4],
  [1, 3],
  [1, 2],
  [1, 3],
  [3, 1],
  [1, 3],
  [2, 1],
  [1, 5],
];

/** The most that any shape gives. */
export const MOST_VARIANTS = 5;

const BLEND_SHARES = [50, 55, 60, 70, 75, 80, 90, 95, 98] as const;
const ORIGINS = ["PT", "TR", "IN", "IT", "PE", "EG"] as const;
const FIRST_CREATED = Date.UTC(2024, 0, 8) / 1000;
const LAST_UPDATED = Date.UTC(2026, 9, 31) / 1000;

/** Product `index` of the catalog of `seed`, whatever else the catalog holds. */
export function generateProduct(seed: number, index: number): CatalogProduct {
  const random = randomFor(seed, index);
  const garment = random.pick(GARMENTS);
  const title = `${random.pick(MODELS)} ${random.pick(garment.styles)} ${random.pick(garment.nouns)}`;
  const { createdAt, updatedAt } = times(random);
  return {
    index,
    id: productId(index),
    handle: handleOf(title, index),
    title,
    garment,
    vendor: random.pick(VENDORS),
    tags: random.pickTwo(TAGS),
    status: statusOf(random),
    season: random.pick(SEASONS),
    gender: random.pick(GENDERS),
    manufacturer: random.pick(MANUFACTURERS),
    materials: materialsOf(random, garment),
    journey: STEPS.map((step) => ({ step, ...random.pick(FACILITIES[step]) })),
    ...footprintOf(random, garment),
    claim: random.pick(CLAIMS),
    createdAt,
    updatedAt,
    variants: variantsOf(random, garment, index),
  };
}

function variantsOf(random: Random, garment: Garment, index: number): CatalogVariant[] {
  const { colours, sizes } = shapeOf(garment, index);
  const firstColour = random.int(COLOURS.length);
  const firstSize = random.int(garment.sizes.length - sizes + 1);
  const base = garment.price[0] + random.int(garment.price[1] - garment.price[0] + 1);
  const cents = random.chance(0.3) ? "95" : "00";
  const grams = garment.weight[0] + random.int(garment.weight[1] - garment.weight[0] + 1);
  const upcharge = random.chance(0.05);
  const inKilograms = random.chance(0.1);
  const variants: CatalogVariant[] = [];
  for (let place = 0; place < colours * sizes; place += 1) {
    const colour = entry(COLOURS, (firstColour + 5 * Math.floor(place / sizes)) % COLOURS.length);
    const sizeStep = place % sizes;
    const size = entry(garment.sizes, firstSize + sizeStep);
    const weight = grams + sizeStep * 10;
    variants.push({
      id: variantId(index, place),
      position: place + 1,
      sku: skuOf(garment, index, colour, size),
      barcode: ean13(index, place),
      price: `${base + (upcharge && sizeStep > 0 ? 10 : 0)}.${cents}`,
      weight: inKilograms
        ? { value: Math.round(weight / 10) / 100, unit: "KILOGRAMS" }
        : { value: weight, unit: "GRAMS" },
      options: optionsOf(colour, size, colours * sizes),
    });
  }
  return variants;
}

/** What comes in one size comes in more colours instead. */
function shapeOf(garment: Garment, index: number): { colours: number; sizes: number } {
  const [colours, sizes] = entry(SHAPES, index % SHAPES.length);
  return garment.sizes.length === 1 ? { colours: colours * sizes, sizes: 1 } : { colours, sizes };
}

function optionsOf(colour: Colour, size: string, count: number): { name: string; value: string }[] {
  if (count === 1) return [{ name: "Title", value: "Default Title" }];
  return [
    { name: "Color", value: colour.name },
    { name: "Size", value: size },
  ];
}

function skuOf(garment: Garment, index: number, colour: Colour, size: string): string {
  const style = index.toString(36).toUpperCase().padStart(4, "0");
  const short = size.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase();
  return `LA-${garment.code}${style}-${colour.code}-${short}`;
}

function handleOf(title: string, index: number): string {
  const words = title
    .toLowerCase()
    .replaceAll("å", "a")
    .replaceAll(/[^a-z0-9]+/g, "-");
  return `${words}-${1000 + index}`;
}

function statusOf(random: Random): CatalogProduct["status"] {
  const draw = random.int(100);
  if (draw < 92) return "ACTIVE";
  return draw < 97 ? "DRAFT" : "ARCHIVED";
}

function materialsOf(random: Random, garment: Garment): CatalogProduct["materials"] {
  const [main, second] = random.pick(garment.blends);
  const share = random.pick(BLEND_SHARES);
  const country = random.pick(ORIGINS);
  return [
    { material: main, percentage: share, country, recyclable: main !== "Leather" },
    { material: second, percentage: 100 - share, country, recyclable: second !== "Elastane" },
  ];
}

function footprintOf(random: Random, garment: Garment): { carbon: string; water: string } {
  const spread = 0.7 + random.int(600) / 1000;
  return {
    carbon: (garment.footprint[0] * spread).toFixed(2),
    water: (garment.footprint[1] * spread).toFixed(1),
  };
}

function times(random: Random): { createdAt: string; updatedAt: string } {
  const created = FIRST_CREATED + random.int(LAST_UPDATED - FIRST_CREATED);
  const updated = created + random.int(LAST_UPDATED - created + 1);
  return { createdAt: isoSeconds(created), updatedAt: isoSeconds(updated) };
}

/** Seconds since 1970 as Shopify writes them. */
export function isoSeconds(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

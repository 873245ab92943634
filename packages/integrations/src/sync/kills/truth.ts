import { toGtin14 } from "@v1/core";
import {
  type CatalogProduct,
  type CatalogVariant,
  CURRENCY,
  descriptionHtml,
  generateProduct,
  imageUrl,
  STORE_URL,
} from "@v1/stack/catalog";
import { htmlToText } from "../../kit/html.ts";

export interface Catalog {
  products: number;
  seed: number;
}

/** What the database must hold of each product, told from the catalog alone; by external id. */
export function expectedCatalog({ products, seed }: Catalog): Map<string, object> {
  const expected = new Map<string, object>();
  for (let index = 0; index < products; index += 1) {
    const product = generateProduct(seed, index);
    expected.set(String(product.id), expectedProduct(seed, product));
  }
  return expected;
}

const SALES_STATUS = { ACTIVE: "active", DRAFT: "draft", ARCHIVED: "discontinued" } as const;

function expectedProduct(seed: number, product: CatalogProduct): object {
  const html = descriptionHtml(seed, product);
  const text = htmlToText(html);
  const sold = product.status === "ACTIVE";
  const basics = {
    identifier: product.handle,
    name: product.title,
    description: text,
    image: imageUrl(product),
    season: product.season,
    manufacturer: product.manufacturer,
    gender: product.gender,
    webshopUrl: sold ? `${STORE_URL}/products/${product.handle}` : null,
    salesStatus: SALES_STATUS[product.status],
  };
  const price = money(lowestPrice(product));
  const weight = weightOf(product.variants[0]);
  const carbon = decimal(product.carbon);
  const water = decimal(product.water);
  return {
    ...basics,
    status: "unpublished",
    category: null,
    price: [price.amount, price.currency],
    weight: [weight.value, weight.unit],
    environment: [[carbon, water]],
    materials: materialsOf(product).map(({ name, percentage, country, recyclable }) => [
      "main",
      name,
      percentage,
      country ?? null,
      recyclable ?? null,
    ]),
    journey: product.journey.map(({ step, facility, country, city }) => [step, facility, country, city]),
    claims: [[product.claim, true]],
    tags: [...product.tags].sort().map((tag) => [tag, true]),
    links: [["live", true]],
    observed: [
      {
        ...Object.fromEntries(Object.entries(basics).map(([key, value]) => [`product.${key}`, value])),
        "product.description#html": html,
        "product.category": product.garment.type,
        "product.price": price,
        "product.weight": weight,
        "product.carbon": carbon,
        "product.water": water,
        "product.materials": materialsOf(product),
        "product.journey": product.journey.map(({ step, facility, country, city }) => ({
          stepType: step,
          facility: { name: facility, country, city },
        })),
        "product.ecoClaims": [product.claim],
        "product.tags": product.tags,
      },
    ],
    variants: product.variants.map((variant) => expectedVariant(product, variant)),
  };
}

function expectedVariant(product: CatalogProduct, variant: CatalogVariant): object {
  const price = money(variant.price);
  const weight = weightOf(variant);
  const ownPrice = price.amount !== money(lowestPrice(product)).amount;
  const ownWeight = weight.value !== weightOf(product.variants[0]).value;
  const inherits = [...(ownPrice ? [] : ["product.price"]), ...(ownWeight ? [] : ["product.weight"])];
  const option = (name: string) => variant.options.find((each) => each.name === name)?.value;
  const [color, size] = [option("Color"), option("Size")];
  const gtin = toGtin14(variant.barcode);
  return {
    externalId: String(variant.id),
    sku: variant.sku,
    barcode: variant.barcode,
    gtin,
    color: color ?? null,
    size: size ?? null,
    option: [null, null],
    price: ownPrice ? [price.amount, price.currency] : [null, null],
    weight: ownWeight ? [weight.value, weight.unit] : [null, null],
    tombstoned: false,
    state: "live",
    observed: {
      "variant.sku": variant.sku,
      "variant.barcode": variant.barcode,
      "variant.barcode#gtin": gtin,
      ...(color === undefined ? {} : { "variant.color": color }),
      ...(size === undefined ? {} : { "variant.size": size }),
      ...(ownPrice ? { "product.price": price } : {}),
      ...(ownWeight ? { "product.weight": weight } : {}),
      ...(inherits.length > 0 ? { $inherit: inherits } : {}),
    },
  };
}

interface ExpectedMaterial {
  name: string;
  percentage: string;
  component: string;
  country?: string;
  recyclable?: boolean;
}

/** A quarter of the products has its composition as text, which says neither country nor recyclable. */
function materialsOf({ index, materials }: CatalogProduct): ExpectedMaterial[] {
  return materials.map(({ material, percentage, country, recyclable }) => ({
    name: material,
    percentage: percentage.toFixed(2),
    component: "main",
    ...(index % 4 === 3 ? {} : { country, recyclable }),
  }));
}

function money(amount: string): { amount: string; currency: string } {
  return { amount: Number(amount).toFixed(2), currency: CURRENCY };
}

function lowestPrice({ variants }: CatalogProduct): string {
  return String(Math.min(...variants.map(({ price }) => Number(price))));
}

function weightOf(variant: CatalogVariant | undefined): { value: string; unit: string } {
  const { value, unit } = variant?.weight ?? { value: 0, unit: "GRAMS" };
  return { value: value.toFixed(2), unit: unit === "GRAMS" ? "g" : "kg" };
}

function decimal(value: string): string {
  return Number(value).toFixed(4);
}

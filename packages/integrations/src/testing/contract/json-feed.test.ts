import { configOf } from "../../connectors/json-feed/config.ts";
import { jsonFeed } from "../../connectors/json-feed/connector.ts";
import { startSite } from "../../http/testing/site.ts";
import { describeConnector } from "./describe-connector.ts";

const PRODUCTS = 17;
const secrets = { header: "X-Feed-Key", value: "key-of-the-feed-0123456789" };
const ids = Array.from({ length: PRODUCTS }, (_, at) => `p${at}`);

const records = ids.map((id, at) => ({
  id,
  style: "S-1",
  changed: "2026-03-01T10:00:00Z",
  name: `Shirt ${at}`,
  html: "<p>Made of <b>linen</b>.</p>",
  image: "https://cdn.example/shirt.jpg",
  gender: "women",
  price: "19.90",
  weight: 0.35,
  tags: ["summer", "linen"],
  materials: "80% Cotton, 20% Linen",
  journey: "Sewing: Atelier, Porto, PT",
  carbon: 3.2,
  offers: [
    { id: `${id}-s`, sku: `SKU-${at}-S`, ean: "4006381333931", color: "Navy", size: "S", fit: "Slim" },
    { id: `${id}-m`, sku: `SKU-${at}-M`, ean: null, color: "Navy", size: "M", fit: "Slim" },
  ],
}));

const settings = {
  format: "json-lines",
  updatedAt: "changed",
  groupKey: "style",
  currency: "EUR",
  weightUnit: "kg",
  fields: {
    "product.name": "name",
    "product.description": "html",
    "product.image": "image",
    "product.gender": "gender",
    "product.price": "price",
    "product.weight": "weight",
    "product.tags": "tags",
    "product.materials": "materials",
    "product.journey": "journey",
    "product.carbon": "carbon",
  },
  variants: {
    list: "offers",
    fields: {
      "variant.sku": "sku",
      "variant.barcode": "ean",
      "variant.color": "color",
      "variant.size": "size",
      "variant.option": "fit",
    },
  },
};

describeConnector(jsonFeed, async () => {
  const site = await startSite((request, response) => {
    if (request.headers["x-feed-key"] !== secrets.value) return void response.writeHead(401).end("No.");
    response.end(records.map((record) => JSON.stringify(record)).join("\n"));
  });
  return {
    config: configOf({ ...settings, url: `${site.url}/feed` }),
    secrets,
    wrongSecrets: { header: "X-Feed-Key", value: "another-key-0123456789" },
    unreachable: configOf({ ...settings, url: "http://127.0.0.1:9/feed" }),
    ids,
    stall: site.stall,
    stop: site.stop,
  };
});

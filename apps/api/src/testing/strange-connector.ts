/** Loaded before the API or a worker of a browser test: a connector whose settings nobody has seen. */
import { AppError, type MappedProduct } from "@v1/core";
import { type Connector, type ConnectorContext, connectors } from "@v1/integrations";

type Values = Record<string, unknown>;

const NAMES = ["Lantern jacket", "Tide trousers", "Ember scarf"];

const strange: Connector<Values, Values, string> = {
  slug: "strange",
  name: "Strange warehouse",
  mappingVersion: 1,
  configSchema: {
    type: "object",
    required: ["plant", "warehouse", "batch"],
    $defs: {
      code: { type: "string", pattern: "^[A-Z]{3}-\\d+$", description: "Three capitals, then digits." },
    },
    properties: {
      plant: { $ref: "#/$defs/code", title: "Plant code" },
      warehouse: {
        title: "Warehouse",
        oneOf: [
          { const: "n", title: "North hall" },
          { const: "s", title: "South hall" },
        ],
      },
      batch: { type: "integer", minimum: 1, maximum: 500, default: 50 },
      onlyInStock: { type: "boolean", description: "Leaves out what is sold out." },
      seasons: { type: "array", items: { type: "string", enum: ["SS26", "AW26"] }, uniqueItems: true },
      places: {
        type: "object",
        propertyNames: { enum: ["shelf.left", "shelf.right"] },
        additionalProperties: { type: "string", description: "Where that shelf stands." },
      },
      aliases: { type: "array", items: { type: "string" } },
      window: {
        anyOf: [
          { type: "object", required: ["from"], properties: { from: { type: "string", format: "date" } } },
          { type: "null" },
        ],
      },
    },
  },
  auth: {
    type: "basic",
    fields: {
      type: "object",
      required: ["username", "passPhrase"],
      properties: { username: { type: "string" }, passPhrase: { type: "string" } },
    },
  },
  fields: {
    "product.identifier": [{ path: "no", label: "Article number" }],
    "product.name": [{ path: "name", label: "Article name" }],
  },
  complete: [],
  rateLimits: [],
  async check({ config, secrets }) {
    if (secrets.passPhrase !== "open sesame") {
      throw new AppError({
        code: "unauthenticated",
        message: "The warehouse does not know this pass phrase.",
        hint: "Ask whoever keeps the door.",
        fields: { "secrets.passPhrase": "It is another one." },
      });
    }
    const { plant, warehouse, batch, seasons } = config;
    const name = [plant, warehouse, typeof batch === "number" ? batch + 1 : "no number", seasons].join(" ");
    return { account: { id: String(plant), name }, products: NAMES.length, currency: "SEK" };
  },
  async *read(_context: ConnectorContext<Values, Values>) {
    yield {
      records: NAMES.map((raw, ordinal) => ({ externalId: `no-${ordinal}`, ordinal, raw })),
      position: { done: true },
      total: NAMES.length,
    };
    return { verified: true };
  },
  map({ externalId, raw }): MappedProduct {
    return {
      externalId,
      sourceUpdatedAt: null,
      groupKey: null,
      observed: { "product.identifier": externalId, "product.name": raw },
      variants: [],
      variantsComplete: true,
      issues: [],
    };
  },
};

Object.assign(connectors, { strange });

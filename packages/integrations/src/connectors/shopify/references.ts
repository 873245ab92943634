import { AppError } from "@v1/core";
import { z } from "zod";
import type { Page, ReadSummary } from "../../kit/connector.ts";
import { jsonIn } from "../../kit/structured.ts";
import type { ShopifyApi } from "./api.ts";
import { TooCostly } from "./errors.ts";
import { METAOBJECTS_QUERY } from "./queries.ts";
import type { ShopifyProduct } from "./raw.ts";

const METAOBJECT = "gid://shopify/Metaobject/";
/** An entry of a composition may refer to its material, and that to a fibre. */
const DEEPEST = 3;
const IDS_PER_REQUEST = 100;
/** Kept from page to page: entries that many products share. A shop may also have some for each. */
const MOST_KNOWN = 20_000;

const metaobject = z.object({
  id: z.string(),
  displayName: z.string(),
  fields: z.array(z.object({ key: z.string(), type: z.string(), value: z.string().nullable() })),
});
type Metaobject = z.infer<typeof metaobject>;
/** Whatever is no metaobject, or gone, answers without these fields. */
const nodesSchema = z.object({ nodes: z.array(z.unknown()) });

/**
 * Pages with what their metafields refer to: a metaobject's id is replaced by its fields as JSON,
 * so that the mapping needs no further look-up. A metaobject that many products share is asked for once.
 */
export async function* withReferences(
  api: ShopifyApi,
  pages: AsyncGenerator<Page<ShopifyProduct>, ReadSummary>,
): AsyncGenerator<Page<ShopifyProduct>, ReadSummary> {
  const references = new References(api);
  try {
    for (;;) {
      const step = await pages.next();
      if (step.done) return step.value;
      await references.resolve(step.value.records.map(({ raw }) => raw));
      yield step.value;
    }
  } finally {
    await pages.return({ verified: false });
  }
}

class References {
  readonly #api: ShopifyApi;
  /** Null for what cannot be read. */
  readonly #known = new Map<string, Metaobject | null>();

  constructor(api: ShopifyApi) {
    this.#api = api;
  }

  async resolve(products: readonly ShopifyProduct[]): Promise<void> {
    const referring = products.filter(({ metafields }) => Object.values(metafields).some(refers));
    if (referring.length === 0) return;
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    const values = referring.flatMap(({ metafields }) => Object.values(metafields));
    await this.#fetch(values, DEEPEST);
    for (const { metafields } of referring) {
      for (const [name, value] of Object.entries(metafields)) {
        if (value !== null && refers(value)) metafields[name] = this.#replaced(value);
      }
    }
  }

  async #fetch(values: readonly (string | null)[], depth: number): Promise<void> {
    const ids = [...new Set(values.flatMap(idsIn))].filter((id) => !this.#known.has(id));
    const found: Metaobject[] = [];
    for (let at = 0; at < ids.length; at += IDS_PER_REQUEST) {
      const batch = ids.slice(at, at + IDS_PER_REQUEST);
      for (const id of batch) this.#known.set(id, null);
      found.push(...(await this.#ask(batch)));
    }
    for (const each of found) this.#known.set(each.id, each);
    const inner = found.flatMap(({ fields }) => fields.map(({ value }) => value));
    if (depth > 1 && inner.length > 0) await this.#fetch(inner, depth - 1);
  }

  /** Without the scope for metaobjects the rest of the shop is still read; the mapping says so. */
  async #ask(ids: readonly string[]): Promise<Metaobject[]> {
    try {
      const { nodes } = await this.#api.query(
        { document: METAOBJECTS_QUERY, variables: { ids } },
        nodesSchema,
      );
      return nodes.flatMap((node) => metaobject.safeParse(node).data ?? []);
    } catch (error) {
      if (error instanceof TooCostly && ids.length > 1) return this.#askByHalves(ids);
      if (error instanceof AppError && error.code === "forbidden") return [];
      throw error;
    }
  }

  async #askByHalves(ids: readonly string[]): Promise<Metaobject[]> {
    const half = Math.ceil(ids.length / 2);
    return [...(await this.#ask(ids.slice(0, half))), ...(await this.#ask(ids.slice(half)))];
  }

  /** The value as it is where a part of it cannot be read: half a composition is none. */
  #replaced(value: string): string {
    const ids = idsIn(value);
    const objects = ids.map((id) => this.#objectOf(id, DEEPEST));
    if (objects.some((object) => object === null)) return value;
    return JSON.stringify(value.startsWith("[") ? objects : objects[0]);
  }

  #objectOf(id: string, depth: number): Record<string, unknown> | null {
    const known = this.#known.get(id);
    if (!known) return null;
    const fields = known.fields.map((field) => [field.key, this.#valueOf(field, depth - 1)]);
    return { ...Object.fromEntries(fields), displayName: known.displayName };
  }

  /** One metaobject inside another is its name; several are a list of objects. */
  #valueOf({ type, value }: Metaobject["fields"][number], depth: number): unknown {
    if (type === "boolean" && value !== null) return value === "true";
    if (value === null || !refers(value)) return value;
    const ids = idsIn(value);
    if (!value.startsWith("[")) return this.#known.get(value)?.displayName ?? value;
    return depth > 0 ? ids.map((id) => this.#objectOf(id, depth) ?? id) : ids;
  }
}

function refers(value: string | null): boolean {
  return value !== null && (value.startsWith(METAOBJECT) || value.startsWith(`["${METAOBJECT}`));
}

function idsIn(value: string | null): string[] {
  if (value === null || !refers(value)) return [];
  if (!value.startsWith("[")) return [value];
  const list = jsonIn(value);
  return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
}

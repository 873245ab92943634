import { z } from "zod";
import type { ConnectorContext } from "../../kit/connector.ts";
import { ShopifyApi } from "./api.ts";
import { OPTIONS_QUERY } from "./queries.ts";
import { type OptionSuggestion, suggestOptions } from "./suggest-options.ts";

const PRODUCTS = 100;
const MOST_VALUES = 200;

const schema = z.object({
  products: z.object({
    nodes: z.array(
      z.object({ options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })) }),
    ),
  }),
});

/** What a shop calls its options, seen on its latest products, and what each of them probably is. */
export async function lookAtOptions(
  context: ConnectorContext<unknown, unknown>,
): Promise<OptionSuggestion[]> {
  const api = new ShopifyApi(context);
  const { products } = await api.query({ document: OPTIONS_QUERY, variables: { first: PRODUCTS } }, schema);
  const seen = new Map<string, Set<string>>();
  for (const { name, values } of products.nodes.flatMap(({ options }) => options)) {
    const known = seen.get(name) ?? new Set();
    for (const value of values) if (known.size < MOST_VALUES) known.add(value);
    seen.set(name, known);
  }
  return suggestOptions([...seen].map(([name, values]) => ({ name, values: [...values] })));
}

import { z } from "zod";
import type { ConnectorContext, Suggestion } from "../../kit/connector.ts";
import { ShopifyApi } from "./api.ts";
import { configOf } from "./config.ts";
import { saidKind } from "./option-kinds.ts";
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

const CHOICES = [
  { value: "color", label: "Colour", setting: "optionNames.color" },
  { value: "size", label: "Size", setting: "optionNames.size" },
  { value: "other", label: "Something else", setting: "optionNames.other" },
];

/** The same for the form: each option with what speaks for its kind. What the settings say goes first. */
export async function suggestSettings(context: ConnectorContext<unknown, unknown>): Promise<Suggestion[]> {
  const { optionNames } = configOf(context.config);
  const suggested = await lookAtOptions(context);
  return suggested.filter(isOption).map(({ name, kind, evidence }) => {
    const said = saidKind(optionNames, name);
    return {
      word: name,
      choices: CHOICES,
      value: said ?? kind,
      reason: said ? "The settings say so." : REASONS[evidence.by](evidence),
      examples: evidence.examples,
    };
  });
}

/** What Shopify calls the option of a product that has none. */
function isOption({ name, evidence: { of, examples } }: OptionSuggestion): boolean {
  return !(name === "Title" && of === 1 && examples[0] === "Default Title");
}

const REASONS: Record<OptionSuggestion["evidence"]["by"], (e: OptionSuggestion["evidence"]) => string> = {
  name: () => "Its name says it.",
  values: ({ matched, of }) => `${matched} of ${of} values look like it.`,
  none: () => "Neither its name nor its values say what it is.",
};

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

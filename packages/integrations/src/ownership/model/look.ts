import type { Brand } from "../../sync/testing/world.ts";
import type { Dismissals } from "./dismissals.ts";
import type { Model } from "./model.ts";
import type { Contradiction } from "./parts.ts";
import { placeAt } from "./places.ts";
import { memberId } from "./source-records.ts";

/** Names of the connections, in their order. */
export const CONNECTIONS = ["shop", "erp", "pim"] as const;

/** What a step must have left behind: values, links, and conflicts as one line each. */
interface Look {
  values: (string | null)[][];
  links: (string | null)[][];
  conflicts: string[];
}

interface Seen {
  real: Look;
  model: Look;
  /** Open although nothing contradicts any more, or counted wrongly. */
  stale: string[];
}

/** What stands in the database and what should, in one form. */
export async function look(brand: Brand, model: Model, dismissals: Dismissals): Promise<Seen> {
  const stand = await standing(brand);
  const open = openOf(stand);
  const should = model
    .contradictions()
    .map((conflict) => `${lineOf(conflict)}${dismissals.has(conflict) ? ", dismissed" : ""}`);
  const judged = judgedBy(model);
  const real = { values: valuesOf(stand), links: linksOf(stand), conflicts: open.filter(judged).sort() };
  const expected = {
    values: model.archived.map((archived, product) => [
      ...model.cells.shown(product, CONNECTIONS),
      archived ? "archived" : "unpublished",
      model.heard.variants.ended[product] ? "ended" : "there",
      model.heard.members.shown(product),
    ]),
    links: model.heard.states(),
    conflicts: should.filter(judged).sort(),
  };
  const stale = open.filter((line) => !should.includes(line));
  return { real, model: expected, stale: [...stale, ...stand.miscounted.map(({ line }) => line)] };
}

/** True for a conflict that the last step has judged: the others are as they were. */
function judgedBy(model: Model): (line: string) => boolean {
  const lines = [...model.judged].map((judged) => {
    const [product = 0, place = 0] = judged.split(" ").map(Number);
    return lineOf({ product, place, connection: 0 }).replace(/ by .*/, " by ");
  });
  return (line) => lines.some((beginning) => line.startsWith(beginning));
}

interface OpenConflict {
  product: string;
  variant: boolean;
  field: string;
  connection: string;
  dismissed: boolean;
}

const CONFLICTS = `
select p.product_identifier as product, s.variant_id is not null as variant, s.field_key as field, c.name as connection,
  s.is_dismissed as dismissed
from sync_conflicts s
join products p on p.brand_id = s.brand_id and p.id = s.product_id
join brand_integrations c on c.brand_id = s.brand_id and c.id = s.connection_id
where s.brand_id = $1 and s.closed_at is null`;

const MISCOUNTED = `
select 'miscounted ' || key as line from (
  select field_key || connection_id as key, open, dismissed from conflict_counts where brand_id = $1
) kept full join (
  select field_key || connection_id as key, count(*) filter (where not is_dismissed) as open,
    count(*) filter (where is_dismissed) as dismissed
  from sync_conflicts where brand_id = $1 and closed_at is null group by 1
) held using (key)
where (coalesce(kept.open, 0), coalesce(kept.dismissed, 0)) <> (coalesce(held.open, 0), coalesce(held.dismissed, 0))`;

async function standing(brand: Brand) {
  const [products, variants, links, variantLinks, conflicts, miscounted] = await Promise.all([
    brand.products(),
    brand.variants(),
    brand.links(),
    brand.variantLinks(),
    brand.sql<OpenConflict>(CONFLICTS, [brand.id]),
    brand.sql<{ line: string }>(MISCOUNTED, [brand.id]),
  ]);
  return { products, variants, links, variantLinks, conflicts, miscounted };
}

type Standing = Awaited<ReturnType<typeof standing>>;

function valuesOf({ products, variants }: Standing): (string | null)[][] {
  return products.map(({ identifier, description, price, season, status, ...lists }) => {
    const variant = ownVariant(variants, identifier);
    const own = [variant?.price ?? null, variant?.color ?? null];
    const several = [lists.materials, lists.tags, lists.claims].map((rows) => rows.join() || null);
    const extras = variants
      .filter(({ product, sku }) => product === identifier && sku?.startsWith("X"))
      .map(({ sku, live }) => `${sku} ${live ? "there" : "ended"}`);
    const state = variant?.live ? "there" : "ended";
    return [description, price, season, ...several, ...own, status, state, extras.sort().join()];
  });
}

/** The variant of a product that no member has brought. */
function ownVariant(variants: Standing["variants"], identifier: string) {
  return variants.find(({ product, sku }) => product === identifier && !sku?.startsWith("X"));
}

/** By connection: links of the products, of their variants, of the members, and of their variants. */
function linksOf({ products, variants, links, variantLinks }: Standing): (string | null)[][] {
  return CONNECTIONS.flatMap((name) => {
    const ofRecord = (id: string) => {
      const link = links.find(({ connection, externalId }) => connection === name && externalId === id);
      return link?.state === "live" && link.primary ? "live, leads" : (link?.state ?? null);
    };
    const ofVariant = (is: (link: Standing["variantLinks"][number]) => boolean) =>
      variantLinks.find((link) => link.connection === name && is(link))?.state ?? null;
    return [
      products.map((_, n) => ofRecord(String(n))),
      products.map(({ identifier }) => {
        const id = ownVariant(variants, identifier)?.id;
        return ofVariant(({ variantId }) => variantId === id);
      }),
      products.map((_, n) => ofRecord(memberId(n))),
      products.map((_, n) => ofVariant(({ externalId }) => externalId === `x${n}`)),
    ];
  });
}

function openOf({ products, conflicts }: Standing): string[] {
  const identifiers = products.map(({ identifier }) => identifier);
  return conflicts.map(
    ({ product, variant, field, connection, dismissed }) =>
      `${identifiers.indexOf(product)} ${variant ? "variant" : "product"} ${field} by ${connection}${dismissed ? ", dismissed" : ""}`,
  );
}

function lineOf({ product, place, connection }: Contradiction): string {
  const { field, ofVariant } = placeAt(place);
  return `${product} ${ofVariant ? "variant" : "product"} ${field} by ${CONNECTIONS[connection]}`;
}

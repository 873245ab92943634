/** What a statement needs to see of a table that it names, as a query over that table. */
export type Narrow = Partial<
  Record<"product_environment" | "product_sources" | "variant_sources" | "r_assertions", string>
>;

/**
 * A statement of the planner that finds less behind a table's name, since the rest cannot matter to it: a
 * query of that name stands before it. The planner folds it in, so that look-ups stay look-ups.
 */
export function narrowed(text: string, views: Narrow): string {
  const list = Object.entries(views).map(([name, query]) => `${name} as not materialized (${query})`);
  if (list.length === 0) return text;
  const before = `with ${list.join(", ")}`;
  const create = /^(\s*create temp table \w+ (?:with \(.*?\) )?on commit drop as)\b/;
  return create.test(text) ? text.replace(create, `$1 ${before}`) : `${before}${text}`;
}

/** No field of it is restated. */
export const NO_ENVIRONMENT: Narrow = {
  product_environment: "select * from product_environment where false",
};

const OTHERS = (table: string) => `select * from ${table} l where (l.connection_id <> :connection) is true`;

/** An owner of all that is restated agrees with itself. */
export const OTHERS_ALONE: Narrow = {
  product_sources: OTHERS("product_sources"),
  variant_sources: OTHERS("variant_sources"),
};

/** Of what everybody says, what the connection says that is restated. */
export const OURS_ALONE: Narrow = {
  r_assertions: "select * from r_assertions where connection_id = :connection",
};

/** What others say of products was read along with the assertions: nothing, or what is left of them there. */
export function heardOthers(any: boolean): Narrow {
  const heard = `select :brand::uuid as brand_id, product_id, connection_id, observed, 'live' as state, true as is_primary
    from r_assertions where connection_id <> :connection`;
  return { ...OTHERS_ALONE, product_sources: any ? heard : "select * from product_sources where false" };
}

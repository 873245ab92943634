import { asUser, brandScope, getProduct, listProducts, openDb } from "@v1/db";
import type { Filled } from "./fill.ts";

/** The plan of every statement of the questions that matter, as the policies let them run. */
export async function collectPlans(url: string, filled: Filled): Promise<string> {
  const { brandId, userId } = filled;
  const db = openDb({ url, max: 1 });
  const plans: string[] = [];
  db.pool.on("connect", (client) => {
    client.on("notice", ({ message }) => plans.push(message ?? ""));
    void client.query(
      "load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on; " +
        "set auto_explain.log_nested_statements = on; set auto_explain.log_level = notice",
    );
  });
  const told: string[] = [];
  const explain = async (name: string, ask: Parameters<typeof listProducts>[1] | { id: string }) => {
    plans.length = 0;
    const caller = { brandId, userId, role: "owner" as const };
    await asUser(db, { sub: userId }, async (tx) => {
      const scope = brandScope(tx, caller);
      return ask && "id" in ask ? getProduct(scope, ask.id) : listProducts(scope, ask);
    });
    told.push(`## ${name}\n\n${plans.filter((plan) => !plan.includes("set_config")).join("\n\n")}`);
  };
  try {
    await explain("list", {});
    await explain("filtered by season", { filters: { seasonIds: [filled.seasonId] } });
    await explain("search for one word", { search: "linen" });
    await explain("search for a code", { search: "sku-42-2" });
    await explain("list by name", { sort: "name" });
    const { rows } = await db.pool.query<{ id: string }>(
      "select id from products where brand_id = $1 limit 1",
      [brandId],
    );
    await explain("product page", { id: rows[0]?.id ?? "" });
    return told.join("\n\n");
  } finally {
    await db.close();
  }
}

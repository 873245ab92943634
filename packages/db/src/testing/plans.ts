import type { Client } from "pg";
import type { Statement } from "./statements.ts";

export interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
}

/** The nodes of the plans of what was sent, run again with a member's rights. */
export async function explain(
  admin: Client,
  userId: string,
  sent: readonly Statement[],
): Promise<PlanNode[]> {
  const nodes: PlanNode[] = [];
  await admin.query("begin");
  await admin.query(
    "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)",
    [JSON.stringify({ sub: userId })],
  );
  for (const { text, values } of sent) {
    if (!/^(\/\*|select|with)/.test(text) || text.includes("set_config")) continue;
    const asked = text.startsWith("/* keep:") ? await kept(admin, text, values) : text;
    const { rows } = await admin.query({
      text: `explain (analyze, timing off, format json) ${asked}`,
      values: asked === text ? values : [],
    });
    nodes.push(...flatten(rows[0]["QUERY PLAN"][0].Plan));
  }
  await admin.query("rollback");
  return nodes;
}

/** A statement whose plan is kept is looked at with the plan that suits all values. */
async function kept(admin: Client, text: string, values: unknown[]): Promise<string> {
  const literals = values.map((value) => (value === null ? "null" : admin.escapeLiteral(String(value))));
  await admin.query("deallocate all");
  await admin.query("set local plan_cache_mode = force_generic_plan");
  await admin.query(`prepare kept as ${text}`);
  return `execute kept${literals.length > 0 ? `(${literals.join(", ")})` : ""}`;
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** Rows of a table that were looked at, whether they were kept or not. */
export function rowsRead(nodes: PlanNode[], table: string): number {
  const scans = nodes.filter((node) => node["Relation Name"] === table);
  return scans.reduce((sum, node) => {
    const rows = (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
    return sum + rows * (node["Actual Loops"] ?? 1);
  }, 0);
}

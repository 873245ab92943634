import type { CatalogStore } from "./catalog-store.ts";
import type { Faults } from "./faults.ts";

/** Changes the last of the products that were just read, as a merchant at work would. */
export function editWhileRead(store: CatalogStore, faults: Faults, nodes: readonly unknown[]): void {
  const ids = nodes.flatMap((node) => idOf(node) ?? []);
  const last = ids.at(-1);
  if (last === undefined || !faults.take("edited_while_read")) return;
  store.edit(last, ({ title }) => ({ title: `${title}, edited` }));
}

function idOf(node: unknown): number | null {
  if (typeof node !== "object" || node === null || !("id" in node)) return null;
  const match = /^gid:\/\/shopify\/Product\/(\d+)$/.exec(String(node.id));
  return match ? Number(match[1]) : null;
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FieldKey } from "@v1/core";
import { useTRPC } from "../../api/client.ts";
import type { Place, Update } from "../types.ts";
import { readField } from "./read-field.ts";

export interface FieldChange {
  key: FieldKey;
  value: unknown;
  pin?: Update["pin"];
}

/** Writes one field of a product or variant. Refused with `conflict` where a connection owns it. */
export function useSaveField({ product, variant }: Place) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const update = useMutation(trpc.products.update.mutationOptions());
  const save = async ({ key, value, pin }: FieldChange) => {
    const changes = { [key]: tidy(value) };
    await update.mutateAsync({
      id: product.id,
      ...(variant ? { variants: [{ id: variant.id, changes }] } : { changes }),
      ...(pin ? { pin } : {}),
    } as Update);
    await queries.invalidateQueries(trpc.products.get.queryFilter({ id: product.id }));
    void queries.invalidateQueries(trpc.products.list.pathFilter());
  };
  /** What stands there by now: other people, and syncs, write too. */
  const current = async (key: FieldKey) => {
    const options = trpc.products.get.queryOptions({ id: product.id });
    const now = await queries.fetchQuery({ ...options, staleTime: 0 });
    const same = now.variants.find(({ id }) => id === variant?.id) ?? null;
    return readField(key, { product: now, variant: same });
  };
  return { save, current, pending: update.isPending };
}

/** Rows that were begun and left empty are no materials or steps. */
function tidy(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.flatMap((row: unknown) => (typeof row === "object" && row !== null ? tidyRow(row) : [row]));
}

function tidyRow(row: object): object[] {
  if ("facility" in row) return "stepType" in row && row.stepType ? [row] : [];
  if (!("name" in row) || !row.name) return [];
  const component = "component" in row && typeof row.component === "string" ? row.component.trim() : "";
  return [{ ...row, component: component || "main" }];
}

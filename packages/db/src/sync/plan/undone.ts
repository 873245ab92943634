import type { ClientBase } from "pg";
import { comparable } from "../same-said.ts";
import { execute, type Params } from "../statement.ts";

const ANY = `select exists (select from undone_values where brand_id = :brand) as undone`;

/** Stands for a field where the end of a variant was undone. */
export const ENDED = "$tombstoned";

/** Compared as values: the same tags in another order are no other word. */
const OTHER = `${comparable("(i.observed->u.field_key)", "u.field_key")}
    is distinct from ${comparable("u.value", "u.field_key")}`;

/** What the owner says now is something else: the undo has done its work. */
const LIFT = [
  `
delete from undone_values u using m_products m join in_products i using (ordinal)
where u.brand_id = :brand and u.product_id = m.product_id and u.variant_id is null
  and m.writes and not m.is_new and m.is_primary and u.field_key = any(:owned_fields::text[])
  and i.observed ? u.field_key and ${OTHER}`,
  `
delete from undone_values u using m_variants m join in_variants i using (ordinal, position)
where u.brand_id = :brand and u.product_id = m.product_id and u.variant_id = m.variant_id
  and u.field_key = any(:owned_fields::text[]) and case
    when i.observed ? u.field_key then ${OTHER}
    else coalesce(i.observed->'$inherit' ? u.field_key, false) and u.value <> 'null' end`,
];

/**
 * Fields that were undone (rule 14) stay as they are, like pinned ones, until their owner asserts something
 * other than the undone value: those of which it now does are let go.
 * @returns true where the brand has any, so that the plan must heed them; nearly none has
 */
export async function liftUndone(
  client: ClientBase,
  given: Params,
  owned: ReadonlySet<string>,
): Promise<boolean> {
  const params = { ...given, owned_fields: [...owned] };
  const { rows } = await execute<{ undone: boolean }>(client, { name: "look for undone", text: ANY }, params);
  if (!rows[0]?.undone) return false;
  for (const text of LIFT) await execute(client, { name: "lift undone", text }, params);
  return true;
}

/** A variant whose end was undone is listed again: from now on it may be left out again. */
export const liftListed = `
delete from undone_values u using m_variants m
where u.brand_id = :brand and u.product_id = m.product_id and u.variant_id = m.variant_id and u.field_key = '${ENDED}'`;

/** True for a variant that stays although its record has left it out, as an undo wants it. */
export const holdsVariant = (productId: string, variantId: string) => `exists (
    select from undone_values u
    where u.brand_id = :brand and u.product_id = ${productId} and u.variant_id = ${variantId} and u.field_key = '${ENDED}'
  )`;

const PINS = "from field_pins pin";
const HELD = `from (
  select brand_id, product_id, variant_id, field_key from field_pins
  union all
  select brand_id, product_id, variant_id, field_key from undone_values
) pin`;

/** The statement; where undone values hold, one for which an undone field counts as a pinned one. */
export function heed(text: string, holds: boolean): string {
  return holds ? text.replaceAll(PINS, HELD) : text;
}

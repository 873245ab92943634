import { type FieldKey, fieldDefinition, type JourneyStep, type Material, normaliseName } from "@v1/core";
import type { Queryable } from "../../jobs/queryable.ts";
import type { Resolve } from "./column-values.ts";

interface Target {
  brandId: string;
  productId: string;
  variantId: string | null;
}

interface Write {
  target: Target;
  key: FieldKey;
  value: unknown;
  resolve: Resolve;
}

const SETS: Partial<Record<FieldKey, { table: string; column: string; names: string; name: string }>> = {
  "product.tags": { table: "tags_on_product", column: "tag_id", names: "brand_tags", name: "name" },
  "product.ecoClaims": {
    table: "product_eco_claims",
    column: "eco_claim_id",
    names: "brand_eco_claims",
    name: "claim",
  },
};

/** What a collection holds now, in the shape in which it is asserted. */
export async function readCollection(client: Queryable, target: Target, key: FieldKey): Promise<unknown> {
  const { brandId, productId, variantId } = target;
  const set = SETS[key];
  const place = [brandId, productId, ...(set ? [] : [variantId])];
  const { rows } = await client.query<{ item: unknown }>(set ? readSet(set) : (READ[key] ?? ""), place);
  return rows.map((row) => row.item);
}

const READ: Partial<Record<FieldKey, string>> = {
  "product.materials": `
    select jsonb_build_object('name', b.name, 'percentage', m.percentage::text, 'component', m.component,
      'country', m.country_of_origin, 'recyclable', m.recyclable) as item
    from product_materials m join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
    where m.brand_id = $1 and m.product_id = $2 and m.variant_id is not distinct from $3::uuid
    order by m.component, m.sort_index, m.brand_material_id`,
  "product.journey": `
    select jsonb_build_object('stepType', j.step_type, 'facility', jsonb_build_object('name', f.display_name)) as item
    from product_journey_steps j join brand_facilities f on f.brand_id = j.brand_id and f.id = j.facility_id
    where j.brand_id = $1 and j.product_id = $2 and j.variant_id is not distinct from $3::uuid
    order by j.sort_index`,
};

function readSet({ table, column, names, name }: NonNullable<(typeof SETS)[FieldKey]>): string {
  return `select distinct to_jsonb(n.${name}) as item from ${table} t
    join ${names} n on n.brand_id = t.brand_id and n.id = t.${column}
    where t.brand_id = $1 and t.product_id = $2 order by 1`;
}

/** The form in which two states of a collection are the same; the order counts only for a journey. */
export function comparable(key: FieldKey, value: unknown): string {
  const items = (Array.isArray(value) ? value : []).map((item) => JSON.stringify(formOf(key, item)));
  const ordered = fieldDefinition(key).type.kind === "journey";
  return (ordered ? items : items.sort()).join("\n");
}

function formOf(key: FieldKey, item: unknown): unknown {
  if (key === "product.materials") {
    const { name, percentage, component, country, recyclable } = item as Material;
    return [normaliseName(name), percentage, normaliseName(component), country ?? null, recyclable ?? null];
  }
  if (key === "product.journey") {
    const { stepType, facility } = item as JourneyStep;
    return [normaliseName(stepType), normaliseName(facility.name)];
  }
  return normaliseName(String(item));
}

/** Puts the collection in place of what is there, whoever asserted it. */
export async function writeCollection(client: Queryable, write: Write): Promise<void> {
  const { type } = fieldDefinition(write.key);
  if (type.kind === "materials") return writeMaterials(client, write);
  if (type.kind === "journey") return writeJourney(client, write);
  return writeSet(client, write);
}

/** People assert what they add; an item that somebody asserts already keeps its asserters. */
async function writeSet(client: Queryable, { target, key, value, resolve }: Write): Promise<void> {
  const set = SETS[key];
  const { type } = fieldDefinition(key);
  if (!set || type.kind !== "set") throw new Error(`${key} is no set.`);
  const ids = (value as string[]).map((name) => resolve(type.of, name));
  const place = [target.brandId, target.productId, ids];
  await client.query(
    `delete from ${set.table} where brand_id = $1 and product_id = $2 and ${set.column} <> all ($3::uuid[])`,
    place,
  );
  await client.query(
    `insert into ${set.table} (brand_id, product_id, ${set.column})
    select distinct $1::uuid, $2::uuid, x from unnest($3::uuid[]) x where not exists (
      select from ${set.table} t where t.brand_id = $1 and t.product_id = $2 and t.${set.column} = x
    )`,
    place,
  );
}

async function writeMaterials(client: Queryable, { target, value, resolve }: Write): Promise<void> {
  await clear(client, "product_materials", target);
  const rows = (value as Material[] | null)?.map((material, index) => ({
    id: resolve("material", material.name),
    component: material.component,
    percentage: material.percentage,
    country: material.country ?? null,
    recyclable: material.recyclable ?? null,
    position: index,
  }));
  await client.query(
    `insert into product_materials (brand_id, product_id, variant_id, brand_material_id, component, percentage,
      country_of_origin, recyclable, sort_index)
    select $1, $2, $3, x.id, x.component, x.percentage, x.country, x.recyclable, x.position
    from jsonb_to_recordset($4::jsonb) x(id uuid, component text, percentage numeric, country text,
      recyclable boolean, position smallint)`,
    [target.brandId, target.productId, target.variantId, JSON.stringify(rows ?? [])],
  );
}

async function writeJourney(client: Queryable, { target, value, resolve }: Write): Promise<void> {
  await clear(client, "product_journey_steps", target);
  const rows = (value as JourneyStep[] | null)?.map((step, index) => ({
    id: resolve("facility", step.facility.name),
    step: step.stepType,
    position: index,
  }));
  await client.query(
    `insert into product_journey_steps (brand_id, product_id, variant_id, facility_id, step_type, sort_index)
    select $1, $2, $3, x.id, x.step, x.position
    from jsonb_to_recordset($4::jsonb) x(id uuid, step text, position integer)`,
    [target.brandId, target.productId, target.variantId, JSON.stringify(rows ?? [])],
  );
}

async function clear(client: Queryable, table: string, target: Target): Promise<void> {
  await client.query(
    `delete from ${table} where brand_id = $1 and product_id = $2 and variant_id is not distinct from $3::uuid`,
    [target.brandId, target.productId, target.variantId],
  );
}

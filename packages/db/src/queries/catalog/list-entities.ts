import { and, asc, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import type { BrandScope } from "../../scope.ts";
import { ENTITY_TABLES, type EntityKind } from "./entities.ts";

export interface Entity {
  id: string;
  name: string;
  /** What else this kind of entity tells: a colour's hex, a facility's city. */
  details: Record<string, string | boolean | null>;
  createdAt: Date;
}

interface ListEntities extends PageRequest {
  kind: EntityKind;
  /** Part of the name, in any case. */
  search?: string | null;
  /** Only these. */
  ids?: string[];
}

const cursor = z.tuple([z.string(), z.uuid()]);

/** One look-up table of the brand, by name. */
export async function listEntities(
  { tx, brandId }: BrandScope,
  request: ListEntities,
): Promise<Page<Entity>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const { table, name } = ENTITY_TABLES[request.kind];
  const rows = await tx
    .select({ ...entityColumns(request.kind), sort: table.normalizedName })
    .from(table)
    .where(
      and(
        eq(table.brandId, brandId),
        after ? sql`(${table.normalizedName}, ${table.id}) > (${after[0]}, ${after[1]}::uuid)` : undefined,
        named(name, request.search),
        request.ids ? inArray(table.id, request.ids) : undefined,
      ),
    )
    .orderBy(asc(table.normalizedName), asc(table.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => [row.sort, row.id]);
  return { ...page, items: page.items.map(({ sort: _sort, ...entity }) => entity) };
}

/** What is shown of an entity, as a selection. */
export function entityColumns(kind: EntityKind) {
  const { table, name, details } = ENTITY_TABLES[kind];
  const columns: Record<string, PgColumn> = getTableColumns(table);
  const told = details.flatMap((detail) => [sql`${detail}::text`, sql`${columns[detail]}`]);
  return {
    id: table.id,
    name: sql<string>`${name}`,
    details: sql<Entity["details"]>`jsonb_build_object(${sql.join(told, sql`, `)})`,
    createdAt: table.createdAt,
  };
}

function named(column: PgColumn, search: string | null | undefined): SQL | undefined {
  const text = search?.trim();
  if (!text) return undefined;
  return sql`${column} ilike ${`%${text.replace(/[\\%_]/g, "\\$&")}%`}`;
}

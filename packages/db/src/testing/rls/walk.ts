import { Client } from "pg";
import { type Actor, actAs, connectAsApi, outsiders } from "./actors.ts";
import { attemptAll, OPERATIONS, type Operation, type Outcome } from "./attempt.ts";
import { hasColumn, type Relation, readCatalog } from "./catalog.ts";
import { allowedOn } from "./expected.ts";
import { type FilledBrand, fillTwoBrands } from "./fill.ts";
import { moveElsewhere, pointElsewhere } from "./pointing.ts";
import { makeRow, type Row } from "./rows.ts";

interface Walk {
  /** Bound by policies. */
  client: Client;
  catalog: Relation[];
  brand: FilledBrand;
  findings: string[];
}

/**
 * Walks all tables and partitions as everybody who might come, and answers what somebody could do
 * and must not, or could not do and must. Empty when all is well.
 */
export async function walkRowSecurity(adminUrl: string): Promise<string[]> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const catalog = await readCatalog(admin);
    const brands = await fillTwoBrands(admin, catalog);
    const api = await connectAsApi(admin, adminUrl);
    const walk: Walk = { client: api.client, catalog, brand: brands[0], findings: [] };
    try {
      await walkAll(walk, admin, brands);
    } finally {
      await api.end();
    }
    return walk.findings;
  } finally {
    await admin.end();
  }
}

async function walkAll(walk: Walk, admin: Client, brands: [FilledBrand, FilledBrand]): Promise<void> {
  const { client, catalog, findings } = walk;
  const [brand, other] = brands;
  for (const relation of catalog) {
    if (!relation.hasRowSecurity) findings.push(`${relation.sql} has no row-level security`);
  }
  for (const actor of outsiders(brand, other)) await walkAsOutsider(walk, actor);
  await walkAsInsiders(walk);
  for (const actor of everybody(brand, other)) await walkPartitions(walk, actor);
  const bothBrands = await addBridge(admin, brands);
  findings.push(...(await actAs(client, bothBrands, () => moveElsewhere(client, catalog, brands))));
  await admin.query("begin");
  findings.push(...(await pointElsewhere(admin, catalog, brands)));
  await admin.query("rollback");
  await admin.query("update brands set deleted_at = now() where id = $1", [brand.brandId]);
  await walkAsOutsider(walk, user("the owner of a deleted brand", brand.ownerId));
  await walkAsOutsider(walk, { ...key(brand), name: "the API key of a deleted brand" });
}

const user = (name: string, sub: string): Actor => ({ name, role: "authenticated", claims: { sub } });
const key = ({ brandId }: FilledBrand): Actor => ({
  name: "the brand's API key",
  role: "api_client",
  claims: { brand_id: brandId, scopes: ["read"] },
});

/** Reads no row, changes no row, adds no row of the brand. */
async function walkAsOutsider(walk: Walk, actor: Actor): Promise<void> {
  const tables = walk.catalog.filter((table) => !table.isPartition && table.name !== "users");
  await actAs(walk.client, actor, async () => {
    for (const table of tables) {
      const isCatalog = !hasColumn(table, "brand_id") && table.name !== "brands";
      const mayRead = isCatalog && actor.role !== "anon" && allowedOn(table.name).member.includes("select");
      judge(walk, {
        actor,
        table,
        allowed: mayRead ? ["select"] : [],
        outcomes: await tryTable(walk, table),
      });
    }
  });
}

/** Each does what the table's class allows, and no more. */
async function walkAsInsiders(walk: Walk): Promise<void> {
  const { brand } = walk;
  const insiders = [
    { actor: user("a member", brand.memberId), part: "member" },
    { actor: user("an owner", brand.ownerId), part: "owner" },
    { actor: key(brand), part: "apiKey" },
  ] as const;
  for (const { actor, part } of insiders) {
    await actAs(walk.client, actor, async () => {
      for (const table of walk.catalog) {
        if (table.isPartition || table.name === "users") continue;
        const allowed = allowedOn(table.name)[part];
        judge(walk, { actor, table, allowed, outcomes: await tryTable(walk, table) });
        await checkOthersUnseen(walk, { actor, table });
      }
    });
  }
}

/** Whatever is seen of a brand's table is the actor's own brand's. */
async function checkOthersUnseen(
  walk: Walk,
  { actor, table }: { actor: Actor; table: Relation },
): Promise<void> {
  if (!hasColumn(table, "brand_id") || !allowedOn(table.name).member.includes("select")) return;
  await walk.client.query("savepoint peek");
  const seen = await walk.client
    .query(`select from ${table.sql} where brand_id <> $1`, [walk.brand.brandId])
    .catch(() => ({ rowCount: 0 }));
  await walk.client.query("rollback to savepoint peek");
  if (seen.rowCount) walk.findings.push(`${actor.name} sees other brands' rows of ${table.name}`);
}

function everybody(brand: FilledBrand, other: FilledBrand): Actor[] {
  const insiders = [user("a member", brand.memberId), user("an owner", brand.ownerId), key(brand)];
  return [...outsiders(brand, other), ...insiders];
}

/** Nobody reaches a partition but through its parent. */
async function walkPartitions(walk: Walk, actor: Actor): Promise<void> {
  const partitions = walk.catalog.filter((table) => table.isPartition);
  await actAs(walk.client, actor, async () => {
    for (const table of partitions) {
      const outcomes = await tryTable(walk, table);
      const open = OPERATIONS.filter((operation) => outcomes[operation].kind !== "denied");
      walk.findings.push(...open.map((operation) => `${actor.name} may ${operation} ${table.sql} directly`));
    }
  });
}

function tryTable(walk: Walk, table: Relation): Promise<Record<Operation, Outcome>> {
  const fresh: Row = makeRow(table, walk.brand.rows);
  return attemptAll(walk.client, table, { brandId: walk.brand.brandId, fresh });
}

function judge(
  { findings }: Walk,
  seen: {
    actor: Actor;
    table: Relation;
    allowed: readonly Operation[];
    outcomes: Record<Operation, Outcome>;
  },
): void {
  for (const operation of OPERATIONS) {
    const outcome = seen.outcomes[operation];
    const nothing = outcome.kind === "denied" || (outcome.kind === "rows" && outcome.count === 0);
    const may = seen.allowed.includes(operation);
    if (may && nothing) findings.push(`${seen.actor.name} cannot ${operation} ${seen.table.name}`);
    if (!may && !nothing) findings.push(`${seen.actor.name} can ${operation} ${seen.table.name}`);
  }
}

/** An owner of both brands, whom no policy keeps apart. */
async function addBridge(admin: Client, brands: [FilledBrand, FilledBrand]): Promise<Actor> {
  const { rows } = await admin.query<{ id: string }>(
    "insert into users (id, email) values (gen_random_uuid(), 'both') returning id",
  );
  const id = rows[0]?.id ?? "";
  for (const { brandId } of brands) {
    await admin.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'owner')", [
      brandId,
      id,
    ]);
  }
  return user("an owner of both brands", id);
}

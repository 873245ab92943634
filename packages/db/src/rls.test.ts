import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeBrand, type TestBrand } from "./testing/brand.ts";
import { type Actor, actAs, connectAsApi } from "./testing/rls/actors.ts";
import { attempt } from "./testing/rls/attempt.ts";
import { allowedOn } from "./testing/rls/expected.ts";
import { walkRowSecurity } from "./testing/rls/walk.ts";

test("every table gives to each exactly what its access class says", async () => {
  const database = await createTestDatabase();
  try {
    expect(await walkRowSecurity(database.adminUrl)).toEqual([]);
  } finally {
    await database.drop();
  }
});

/** Each of these is a mistake that somebody may make; the walk must name every one. */
const MISTAKES: [mistake: string, sql: string, finding: string][] = [
  [
    "a new table without row-level security",
    `create table no_policy (brand_id uuid references brands (id), id uuid primary key default gen_random_uuid());
     grant all on no_policy to authenticated`,
    "another brand's member can select no_policy",
  ],
  [
    "a new table with Supabase's own grants, empty as yet",
    "create table no_security (id uuid primary key default gen_random_uuid())",
    "public.no_security has no row-level security",
  ],
  [
    "a policy that lets everybody pass",
    `create table too_open (brand_id uuid references brands (id), id uuid primary key default gen_random_uuid());
     alter table too_open enable row level security;
     create policy too_open on too_open to authenticated using (true);
     grant all on too_open to authenticated`,
    "a stranger can delete too_open",
  ],
  [
    "a reference that does not name the brand",
    `create table loose (brand_id uuid references brands (id), upid text references products (upid));
     alter table loose enable row level security`,
    "loose (upid) refers to products without naming the brand",
  ],
  [
    "a partition that is open by itself",
    `grant usage on schema partitions to authenticated;
     grant select on all tables in schema partitions to authenticated`,
    "another brand's owner may select partitions.integration_events",
  ],
  [
    "credentials that members may read",
    `create policy leak on integration_credentials for select to authenticated
       using (brand_id in (select member_brand_ids()));
     grant select on integration_credentials to authenticated`,
    "a member can select integration_credentials",
  ],
  [
    "ownership that members may rewrite",
    `create policy leak on field_owners for update to authenticated
       using (brand_id in (select member_brand_ids()))`,
    "a member can update field_owners",
  ],
  [
    "an audit log that owners may write",
    `create policy leak on audit_log for insert to authenticated
       with check (brand_id in (select owner_brand_ids()));
     grant insert on audit_log to authenticated`,
    "an owner can insert audit_log",
  ],
  [
    "rows that may be moved",
    "grant update (brand_id) on brand_sizes to authenticated",
    "rows of brand_sizes can be moved to another brand",
  ],
  [
    "an API key that may write",
    `create policy leak on brand_tags to api_client using (brand_id = api_brand_id());
     grant all on brand_tags to api_client`,
    "the brand's API key can delete brand_tags",
  ],
  ["a table that anonymous visitors may read", "grant select on brands to anon", "an anonymous visitor"],
  [
    "a member who cannot work",
    "revoke insert on products from authenticated",
    "a member cannot insert products",
  ],
];

describe("the walk sees", () => {
  let findings: string[] = [];

  beforeAll(async () => {
    const database = await createTestDatabase();
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    for (const [, sql] of MISTAKES) await admin.query(sql);
    // An anonymous visitor needs a policy too before rows are seen.
    await admin.query("create policy open on brands for select to anon using (true)");
    await admin.end();
    findings = await walkRowSecurity(database.adminUrl);
    await database.drop();
  });

  test.each(MISTAKES)("%s", (_mistake, _sql, finding) => {
    expect(findings.some((found) => found.includes(finding))).toBe(true);
  });
});

test("forgetting to look at revocation is seen", async () => {
  const database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(`create or replace function member_brand_ids() returns setof uuid
    language sql stable security definer set search_path = ''
    as $$ select brand_id from public.users_on_brand where user_id = auth.uid() $$`);
  await admin.end();
  const findings = await walkRowSecurity(database.adminUrl);
  await database.drop();
  expect(findings).toContain("a revoked owner can select products");
  expect(findings).toContain("the owner of a deleted brand can select products");
});

test("the tables that matter most keep their class", () => {
  const writable = (table: string) => ({
    member: allowedOn(table).member.filter((operation) => operation !== "select"),
    owner: allowedOn(table).owner.filter((operation) => operation !== "select"),
  });
  const everything = ["insert", "update", "delete"];
  for (const table of ["integration_credentials", "oauth_states", "connection_leases", "staging_products"]) {
    expect(allowedOn(table)).toEqual({ member: [], owner: [], apiKey: [] });
  }
  for (const table of [
    "audit_log",
    "ownership_versions",
    "value_provenance",
    "product_sources",
    "sync_runs",
  ]) {
    expect(writable(table)).toEqual({ member: [], owner: [] });
  }
  for (const table of ["field_owners", "field_sources", "users_on_brand", "brand_integrations", "api_keys"]) {
    expect(writable(table)).toEqual({ member: [], owner: everything });
  }
  for (const table of ["users_on_brand", "brand_invites", "api_keys"]) {
    expect(allowedOn(table).apiKey).toEqual([]);
  }
});

describe("what no class describes", () => {
  let database: TestDatabase;
  let admin: Client;
  let api: Awaited<ReturnType<typeof connectAsApi>>;
  let brand: TestBrand;
  let owner: Actor;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    brand = await makeBrand(admin, "A brand");
    owner = { name: "owner", role: "authenticated", claims: { sub: brand.ownerId } };
    api = await connectAsApi(admin, database.url);
  });

  afterAll(async () => {
    await api.end();
    await admin.end();
    await database.drop();
  });

  const asOwner = (sql: string, values: unknown[] = []) =>
    actAs(api.client, owner, () => attempt(api.client, () => api.client.query(sql, values)));

  test.each(["api_keys.hash", "brand_invites.token_hash", "integration_credentials.ciphertext"])(
    "nobody who signs in reads %s",
    async (secret) => {
      const [table, column] = secret.split(".");
      expect(await asOwner(`select ${column} from ${table}`)).toEqual({ kind: "denied" });
      expect(await asOwner(`update ${table} set brand_id = brand_id returning ${column}`)).toEqual({
        kind: "denied",
      });
    },
  );

  test("people see and edit their own row only", async () => {
    expect(await asOwner("select from users")).toEqual({ kind: "rows", count: 1 });
    expect(await asOwner("update users set full_name = 'x'")).toEqual({ kind: "rows", count: 1 });
    expect(await asOwner("delete from users")).toEqual({ kind: "denied" });
    const another = "insert into users (id, email) values (gen_random_uuid(), 'x')";
    expect(await asOwner(another)).toEqual({ kind: "denied" });
  });

  test("no UPID is rewritten by a request", async () => {
    expect(await asOwner("update products set upid = 'x'")).toEqual({ kind: "denied" });
    expect(await asOwner("update product_variants set upid = 'x'")).toEqual({ kind: "denied" });
  });

  test("the API's login takes on no other role", async () => {
    for (const role of ["service_role", "postgres"]) {
      await expect(api.client.query(`set role ${role}`)).rejects.toThrow("permission denied");
    }
    await expect(api.client.query("select from products")).rejects.toThrow("permission denied");
  });
});

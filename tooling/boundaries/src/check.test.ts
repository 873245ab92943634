import { describe, expect, test } from "vitest";
import { check } from "./check.ts";

const PACKAGES = {
  "packages/core/package.json": `{ "name": "@v1/core", "exports": { ".": "./src/index.ts" } }`,
  "packages/core/src/index.ts": "export const one = 1; export type One = 1;",
  "packages/db/package.json": `{ "name": "@v1/db", "exports": { ".": "./src/index.ts", "./sync": "./src/sync/index.ts" } }`,
  "packages/db/src/index.ts": "export const db = 1;",
  "packages/db/src/sync/index.ts": "export const sync = 1;",
  "packages/integrations/package.json": `{ "name": "@v1/integrations", "exports": { ".": "./src/index.ts" } }`,
  "packages/integrations/src/index.ts": "export const integrations = 1;",
  "packages/integrations/src/kit/connector.ts": "export const kit = 1;",
  "packages/integrations/src/connectors/shop/connector.ts": "export const shop = 1;",
  "packages/integrations/src/sync/engine.ts": "export const engine = 1;",
  "packages/jobs/package.json": `{ "name": "@v1/jobs", "exports": { "./client": "./src/client.ts" } }`,
  "packages/jobs/src/client.ts": "export const client = 1;",
  "packages/kv/package.json": `{ "name": "@v1/kv", "exports": { ".": "./src/index.ts" } }`,
  "packages/kv/src/index.ts": "export const kv = 1;",
  "apps/api/package.json": `{ "name": "@v1/api", "exports": { ".": "./src/index.ts" } }`,
  "apps/api/src/index.ts": "export type Router = 1; export const router = 1;",
  "tooling/stack/package.json": `{ "name": "@v1/stack", "exports": { "./testing": "./src/testing.ts" } }`,
  "tooling/stack/src/testing.ts": "export const stack = 1;",
};

function violations(files: Record<string, string>): string[] {
  return check(new Map(Object.entries({ ...PACKAGES, ...files })));
}

const KV = "packages/kv/src/store.ts";
const SHOP = "packages/integrations/src/connectors/shop/map.ts";
const ENGINE = "packages/integrations/src/sync/run.ts";
const APP = "apps/app/src/page.tsx";

test("the small tree stands", () => {
  expect(violations({})).toEqual([]);
});

describe("edges that are not in the table", () => {
  test.each([
    [KV, `import { db } from "@v1/db";`, "kv may not import db, only core."],
    [
      "packages/core/src/x.ts",
      `import { db } from "@v1/db";`,
      "core may not import db, only nothing of ours.",
    ],
    ["packages/db/src/x.ts", `export * from "@v1/integrations";`, "db may not import integrations"],
    [SHOP, `import type { db } from "@v1/db";`, "connectors may not import db, only core, kit."],
    [SHOP, `import { engine } from "../../sync/engine.ts";`, "connectors may not import engine"],
    [ENGINE, `import { shop } from "../connectors/shop/connector.ts";`, "engine may not import connectors"],
    [
      ENGINE,
      `const shop = await import("../connectors/shop/connector.ts");`,
      "engine may not import connectors",
    ],
    ["packages/jobs/src/x.ts", `import type { Router } from "@v1/api";`, "jobs may not import api"],
    [APP, `import { db } from "@v1/db";`, "app may not import db, only core, ui, supabase, api (types)."],
    [APP, `let x: import("@v1/db").Db;`, "app may not import db"],
    ["packages/db/src/y.ts", `import "@v1/stack/testing";`, "db may not import stack"],
  ])("%s: %s", (path, text, message) => {
    expect(violations({ [path]: text })).toEqual([expect.stringContaining(message)]);
    expect(violations({ [path]: text })[0]).toMatch(/^\S+:1 imports ".+Move the shared part to a place/);
  });

  test("one connector and another", () => {
    const other = "packages/integrations/src/connectors/other/connector.ts";
    const text = `import { shop } from "../shop/connector.ts";`;
    expect(violations({ [other]: text })).toEqual([
      expect.stringContaining("Move the shared part to the kit"),
    ]);
    expect(violations({ [SHOP]: `import { shop } from "./connector.ts";` })).toEqual([]);
  });

  test("types only from the API", () => {
    expect(violations({ [APP]: `import type { Router } from "@v1/api";` })).toEqual([]);
    for (const text of [`import { type Router } from "@v1/api";`, `import { router } from "@v1/api";`]) {
      expect(violations({ [APP]: text })).toEqual([expect.stringContaining("may take types only from api")]);
    }
  });

  test("shipped code and the files of tests", () => {
    const files = {
      "packages/kv/src/testing/brand.ts": "export const brand = 1;",
      [KV]: `import { brand } from "./testing/brand.ts";`,
    };
    expect(violations(files)).toEqual([expect.stringContaining("that belongs to tests")]);
  });

  test("tests may use the stack, and still not what is above them", () => {
    const path = "packages/db/src/x.test.ts";
    expect(violations({ [path]: `import "@v1/stack/testing"; import { Client } from "pg";` })).toEqual([]);
    expect(violations({ [path]: `import "@v1/integrations";` })).toEqual([
      expect.stringContaining("db tests may not import integrations"),
    ]);
  });

  test("a file that no place has", () => {
    expect(violations({ "packages/new/src/x.ts": "" })).toEqual([
      expect.stringContaining("packages/new/src/x.ts belongs to no place"),
    ]);
  });
});

describe("ways around a package's exports", () => {
  test.each([
    [`import "../../db/src/index.ts";`, "a file inside another package"],
    [`import "@v1/core/src/index.ts";`, "which @v1/core does not export. It exports: ."],
    [`import "@v1/nowhere";`, "which @v1/nowhere does not export. It exports: nothing."],
    [`import "./missing.ts";`, "there is no packages/kv/src/missing.ts"],
    [`import "./index";`, "Relative imports name the file with its ending"],
  ])("%s", (text, message) => {
    expect(violations({ [KV]: text })).toEqual([expect.stringContaining(message)]);
  });
});

describe("libraries of one place only", () => {
  test.each([
    ["packages/core/src/x.ts", "lodash", "core may import no library but zod"],
    ["packages/core/src/x.ts", "node:fs", "browsers run core too"],
    ["apps/api/src/x.ts", "drizzle-orm/pg-core", "api may not import drizzle-orm; write the query"],
    [ENGINE, "pg", "engine may not import a Postgres driver"],
    ["packages/kv/src/x.ts", "pg-copy-streams", "kv may not import a Postgres driver"],
    ["apps/api/src/x.ts", "@trigger.dev/sdk", "api may not import a task runtime; start a task through"],
    ["apps/app/src/x.ts", "@trigger.dev/sdk", "app may not import a task runtime"],
    ["packages/jobs/src/x.ts", "@trigger.dev/react-hooks", "jobs may not import Trigger.dev's React hooks"],
    ["apps/api/src/x.ts", "pg-boss", "api may not import a task runtime"],
    ["apps/app/src/x.ts", "@supabase/supabase-js", "app may not import Supabase's client"],
    ["packages/jobs/src/x.ts", "redis", "jobs may not import Redis"],
    [SHOP, "undici", "connectors may not import an HTTP client of its own"],
  ])("%s imports %s", (path, library, message) => {
    expect(violations({ [path]: `import "${library}";` })).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["packages/core/src/x.ts", "zod"],
    ["packages/db/src/x.ts", "drizzle-orm"],
    ["packages/jobs/src/x.ts", "@trigger.dev/sdk"],
    ["apps/app/src/x.ts", "@trigger.dev/react-hooks"],
    ["packages/integrations/src/http/x.ts", "undici"],
    ["packages/integrations/src/kit/x.ts", "node:timers/promises"],
  ])("%s may import %s", (path, library) => {
    expect(violations({ [path]: `import "${library}";` })).toEqual([]);
  });
});

describe("what only some files may do", () => {
  const select = "const text = `\n  select id\n  from products`;";
  test.each([
    [KV, "const url = process.env.REDIS_URL;", "kv/src/store.ts:1 reads the environment"],
    [KV, 'const url = globalThis.process["env"];', "reads the environment"],
    [KV, "const { env } = process;", "reads the environment"],
    [KV, 'import { env } from "node:process";', "reads the environment"],
    [APP, "const url = import.meta.env;", "reads the environment"],
    ["packages/kv/src/deep/env.ts", "const url = process.env;", "reads the environment"],
    [KV, "const file = Bun.file('x');", "uses Bun's own API, which kv may not: use what Node has too"],
    ["apps/api/src/x.ts", select, "api/src/x.ts:1 contains SQL, which api may not"],
    [ENGINE, "run('update sync_runs set status = 1');", "contains SQL"],
    [ENGINE, "run('DELETE FROM sync_runs');", "contains SQL"],
    [ENGINE, `run("with x as (select 1) select * from x");`, "contains SQL"],
    [KV, `await import("./" + name);`, "imports a path that is made at run time"],
    [KV, "require(name);", "imports a path that is made at run time"],
  ])("%s: %s", (path, text, message) => {
    expect(violations({ [path]: text })).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["packages/kv/src/env.ts", "const url = process.env.REDIS_URL;"],
    ["tooling/start/src/x.ts", "const url = process.env.REDIS_URL;"],
    [KV, "process.exit(1); const env = other.env;"],
    ["apps/api/src/x.ts", "Bun.serve({});"],
    ["packages/db/src/x.ts", select],
    [KV, "const hint = 'Select a product from the list, then delete from here.';"],
    [KV, "// select id from products"],
  ])("%s may: %s", (path, text) => {
    expect(violations({ [path]: text })).toEqual([]);
  });
});

describe("cycles", () => {
  test("of files, also of types alone", () => {
    const files = {
      "packages/kv/src/a.ts": `import "./b.ts";`,
      "packages/kv/src/b.ts": `export type { C } from "./c.ts";`,
      "packages/kv/src/c.ts": `import type { A } from "./a.ts"; export type C = A;`,
    };
    const way = "packages/kv/src/a.ts → packages/kv/src/b.ts → packages/kv/src/c.ts → packages/kv/src/a.ts";
    expect(violations(files)).toEqual([expect.stringContaining(`a cycle of files: ${way}.`)]);
  });

  test("closed by a lazy import only, which is allowed", () => {
    const files = {
      "packages/kv/src/a.ts": `import "./b.ts";`,
      "packages/kv/src/b.ts": `export const open = () => import("./a.ts");`,
    };
    expect(violations(files)).toEqual([]);
  });

  test("of packages, through tests too", () => {
    const files = {
      "packages/db/src/x.test.ts": `import "@v1/stack/testing";`,
      "tooling/stack/src/x.ts": `import "@v1/db";`,
    };
    const found = violations(files);
    expect(found).toHaveLength(2);
    expect(found[0]).toContain("stack may not import db");
    expect(found[1]).toContain("a cycle of packages: packages/db → tooling/stack → packages/db");
  });
});

test("a file that cannot be parsed is named", () => {
  expect(() => violations({ [KV]: "const = ;" })).toThrow(/^packages\/kv\/src\/store.ts cannot be parsed/);
});

/** A part of the house: which files it is, and what they may stand on. */
export interface Place {
  name: string;
  /** Path from the root, with `/`. The first place that matches a file has it. */
  files: RegExp;
  /** Places whose files it may import, besides its own. */
  imports: readonly string[];
  /** Places of which it may import types only, with `import type`. */
  types?: readonly string[];
  /** The only third-party libraries it may import; any that is not reserved where this is left out. */
  libraries?: readonly string[];
  /** False where Node's own modules are out of reach, because browsers run the code too. */
  node?: false;
  /** True where files may not import others of the same place but those of their own folder. */
  apart?: RegExp;
}

const TESTS = /\.(test|long)\.tsx?$|\b(testing|e2e|kills|ownership\/model)\//;

/** Tests of a workspace see what its own code sees, real servers, and a database to look into. */
function tests(name: string, folder: string, imports: readonly string[]): Place {
  return {
    name: `${name} tests`,
    files: new RegExp(`^${folder}/(?=.*(${TESTS.source}))`),
    imports: [name, "core", "stack", ...imports],
  };
}

/**
 * The one table of allowed edges: core ← db ← integrations ← jobs ← api ┄ types only ┄ app.
 * What is not listed is not allowed.
 */
export const PLACES: readonly Place[] = [
  tests("core", "packages/core", []),
  tests("db", "packages/db", []),
  tests("integrations", "packages/integrations", [
    ...["kit", "mapping", "outbound", "adoption"],
    ...["connectors", "registry", "engine", "db"],
  ]),
  tests("jobs", "packages/jobs", ["db", "integrations"]),
  tests("kv", "packages/kv", []),
  tests("supabase", "packages/supabase", []),
  tests("ui", "packages/ui", []),
  tests("api", "apps/api", ["db", "integrations", "jobs", "kv", "supabase"]),
  tests("app", "apps/app", ["db", "ui", "supabase", "api"]),

  { name: "core", files: /^packages\/core\/src\//, imports: [], libraries: ["zod"], node: false },
  { name: "db", files: /^packages\/db\//, imports: ["core"] },
  { name: "kit", files: /^packages\/integrations\/src\/kit\//, imports: ["core"] },
  {
    name: "registry",
    files: /^packages\/integrations\/src\/connectors\/registry\.ts$/,
    imports: ["core", "kit", "connectors"],
  },
  {
    name: "connectors",
    files: /^packages\/integrations\/src\/connectors\//,
    imports: ["core", "kit"],
    apart: /^packages\/integrations\/src\/connectors\/[^/]+\//,
  },
  { name: "mapping", files: /^packages\/integrations\/src\/mapping\//, imports: ["core", "kit"] },
  {
    name: "outbound",
    files: /^packages\/integrations\/src\/(http|auth(?!\/stored-renewals))\//,
    imports: ["core", "db", "kit"],
  },
  {
    name: "adoption",
    files: /^packages\/integrations\/src\/ownership\/(drive-adoption|types)\.ts$/,
    imports: ["core", "db", "kit"],
  },
  {
    name: "engine",
    files: /^packages\/integrations\/src\/sync\//,
    imports: ["core", "db", "kit", "mapping", "outbound", "adoption"],
  },
  {
    name: "integrations",
    files: /^packages\/integrations\//,
    imports: [
      ...["core", "db", "kit", "mapping", "outbound", "adoption"],
      ...["registry", "connectors", "engine"],
    ],
  },
  { name: "jobs", files: /^packages\/jobs\//, imports: ["core", "db", "integrations"] },
  { name: "kv", files: /^packages\/kv\//, imports: ["core"] },
  { name: "supabase", files: /^packages\/supabase\//, imports: ["core"] },
  { name: "ui", files: /^packages\/ui\//, imports: ["core"], node: false },
  { name: "api", files: /^apps\/api\//, imports: ["core", "db", "integrations", "jobs", "kv", "supabase"] },
  { name: "app", files: /^apps\/app\//, imports: ["core", "ui", "supabase"], types: ["api"] },

  { name: "stack", files: /^tooling\/stack\//, imports: ["core"] },
  { name: "start", files: /^tooling\/start\//, imports: ["core", "db", "integrations", "jobs", "stack"] },
  { name: "bench", files: /^tooling\/bench\//, imports: ["core", "db", "integrations", "jobs", "stack"] },
  { name: "mutants", files: /^tooling\/mutants\//, imports: ["core", "stack"] },
  { name: "record", files: /^tooling\/record\//, imports: ["core", "integrations", "stack"] },
  { name: "boundaries", files: /^tooling\/boundaries\//, imports: [] },
  { name: "scaffold", files: /^tooling\/scaffold\//, imports: [] },
];

/** Something that only some places may import or do. */
export interface Reserved {
  what: string;
  /** Names of places, or paths of files. */
  to: readonly (string | RegExp)[];
  /** What to do instead. */
  instead: string;
}

const ALL_TESTS = / tests$/;
const STACKS = ["stack", "start", "bench", "mutants"];

/** Libraries (with all their paths) that not every place may import. The first match counts. */
export const RESERVED_LIBRARIES: readonly (Reserved & { library: RegExp })[] = [
  {
    what: "drizzle-orm",
    library: /^drizzle-(orm|kit)(\/|$)/,
    to: ["db", "db tests"],
    instead: "write the query in packages/db/src/queries and export a function for it",
  },
  {
    what: "a Postgres driver",
    library: /^(pg|pg-copy-streams|postgres)(\/|$)/,
    to: ["db", ALL_TESTS, ...STACKS],
    instead: "write the query in packages/db/src/queries and export a function for it",
  },
  {
    what: "Trigger.dev's React hooks",
    library: /^@trigger\.dev\/react-hooks(\/|$)/,
    to: ["app"],
    instead: "leave them to the app",
  },
  {
    what: "a task runtime",
    library: /^(@trigger\.dev\/|trigger\.dev(\/|$)|pg-boss(\/|$))/,
    to: ["jobs", "jobs tests"],
    instead: "start a task through @v1/jobs/client, or define one in packages/jobs/src/tasks",
  },
  {
    what: "Supabase's client",
    library: /^@supabase\/(?!lite)/,
    to: ["supabase", "supabase tests"],
    instead: "take it from @v1/supabase",
  },
  {
    what: "Redis",
    library: /^(redis|ioredis|@redis\/.*)(\/|$)/,
    to: ["kv", "kv tests"],
    instead: "take a store from @v1/kv",
  },
  {
    what: "an HTTP client of its own",
    library: /^(undici|axios|got|node-fetch|ky)(\/|$)/,
    // The bench asks the API that it has started itself.
    to: [/^packages\/integrations\/src\/http\//, "bench", ALL_TESTS],
    instead: "use the client that you are given (kit/http.ts): it checks addresses, sizes and times",
  },
];

export type Use = "environment" | "Bun" | "SQL" | "unreadable import";

/** What code does, besides importing, that not every place may do. */
export const RESERVED_USES: Record<Use, Reserved> = {
  environment: {
    what: "reads the environment",
    to: [/^(packages|apps)\/[^/]+\/(src|e2e)\/env\.ts$/, /^tooling\//, ALL_TESTS],
    instead: "declare the variable in the package's env.ts, and take the parsed value from there",
  },
  Bun: {
    what: "uses Bun's own API",
    to: [/^(apps|tooling)\//],
    instead: "use what Node has too: tests and deployed tasks run on Node",
  },
  SQL: {
    what: "contains SQL",
    to: ["db", ALL_TESTS, ...STACKS, /^tooling\/.*\.test\.ts$/],
    instead: "write the statement in packages/db and export a function for it",
  },
  "unreadable import": {
    what: "imports a path that is made at run time",
    to: [/^tooling\//, ALL_TESTS],
    instead: "write the path as a plain string, so that imports can be checked",
  },
};

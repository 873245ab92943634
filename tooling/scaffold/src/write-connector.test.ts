import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Places, writeConnector } from "./write-connector.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const INTEGRATIONS = join(ROOT, "packages", "integrations");
const BIN = join(ROOT, "node_modules", ".bin");
let copy: string;
let places: Places;

// Inside the package, so that the copy resolves what connectors import.
beforeAll(() => {
  copy = mkdtempSync(join(INTEGRATIONS, ".scaffold-"));
  cpSync(join(INTEGRATIONS, "src"), join(copy, "src"), { recursive: true });
  cpSync(join(ROOT, "supabase", "seed.sql"), join(copy, "seed.sql"));
  places = { connectors: join(copy, "src", "connectors"), seed: join(copy, "seed.sql") };
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs a program of the project in the copy. */
function run(program: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(join(BIN, program), args, { cwd: copy, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

test("a new connector compiles, has nothing to lint, is listed, and its test passes", () => {
  const folders = ["acme", "woo-commerce"].map((slug) => writeConnector(places, slug));
  const registry = readFileSync(join(places.connectors, "registry.ts"), "utf8");
  expect(registry).toContain('"acme", "woo-commerce"] as const');
  expect(registry).toContain(', acme, "woo-commerce": wooCommerce } satisfies');
  expect(readFileSync(places.seed, "utf8")).toMatch(/'woo-commerce', 'Woo commerce'/);

  const include = [join(places.connectors, "registry.ts"), ...folders];
  writeFileSync(
    join(copy, "tsconfig.json"),
    JSON.stringify({ extends: "@v1/typescript/base.json", include }),
  );
  expect(run("tsc", ["--noEmit"])).toEqual({ status: 0, output: "" });
  const biome = ["check", "--vcs-enabled=false", "--error-on-warnings", ...include];
  expect(run("biome", [...biome, "--write"]).output).toContain("Checked 11 files");
  expect(run("biome", biome)).toMatchObject({ status: 0 });
  writeFileSync(join(copy, "vitest.config.ts"), "export default {};\n");
  expect(run("vitest", ["run", "--reporter=verbose", "--root", copy, ...folders])).toMatchObject({
    status: 0,
    output: expect.stringContaining("keeps the contract of connectors"),
  });
});

test.each([
  ["shopify", "There is a connector shopify already"],
  ["Shop", "lower-case words"],
  ["../x", "lower-case words"],
])("%s is refused: %s", (slug, message) => {
  const before = readFileSync(join(places.connectors, "registry.ts"), "utf8");
  expect(() => writeConnector(places, slug)).toThrow(message);
  expect(readFileSync(join(places.connectors, "registry.ts"), "utf8")).toBe(before);
});

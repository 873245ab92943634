import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { writeConnector } from "./write-connector.ts";

const USAGE = `npm run new:connector -- <slug>

  <slug>  the source's name in lower-case words with hyphens: woo-commerce`;

/** Writes a new connector that reads a made-up source, to be changed into the real one. */
function main(): void {
  const [slug] = process.argv.slice(2);
  if (!slug) {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  const root = join(import.meta.dirname, "..", "..", "..");
  const connectors = join(root, "packages", "integrations", "src", "connectors");
  try {
    const folder = writeConnector({ connectors, seed: join(root, "supabase", "seed.sql") }, slug);
    // Names of other lengths break lines elsewhere, and sort otherwise, than the templates'.
    spawnSync(join(root, "node_modules", ".bin", "biome"), ["check", "--write", connectors], { cwd: root });
    console.log(`${folder}
and lines in connectors/registry.ts and supabase/seed.sql

Now
  1. say in config.ts what an owner enters, and in api.ts how the source is asked and what it answers
  2. map in map-product.ts what it says; name in connector.ts each field that the map supplies
  3. record some of the source's answers for connector.test.ts, and run npm test`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

main();

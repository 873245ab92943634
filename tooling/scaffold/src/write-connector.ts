import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const TEMPLATES = join(import.meta.dirname, "..", "templates");

export interface Places {
  /** packages/integrations/src/connectors */
  connectors: string;
  /** supabase/seed.sql */
  seed: string;
}

/** What a slug is called elsewhere: `woo-commerce` → wooCommerce, WooCommerce, Woo commerce. */
interface Names {
  slug: string;
  constant: string;
  type: string;
  title: string;
}

/**
 * Writes a new connector's folder, lists it in the registry and adds its row to the catalog.
 * @returns the folder
 * @throws Error that says what is wrong with the slug, or that it is taken
 */
export function writeConnector({ connectors, seed }: Places, slug: string): string {
  const names = namesOf(slug);
  const folder = join(connectors, slug);
  if (existsSync(folder)) throw new Error(`There is a connector ${slug} already: ${folder}`);
  const registry = join(connectors, "registry.ts");
  const listed = withConnector(readFileSync(registry, "utf8"), names);
  mkdirSync(folder);
  for (const template of readdirSync(join(TEMPLATES, "connector"))) {
    const text = readFileSync(join(TEMPLATES, "connector", template), "utf8");
    writeFileSync(join(folder, template.replace(/\.tmpl$/, "")), filled(text, names));
  }
  writeFileSync(registry, listed);
  appendFileSync(seed, catalogRow(names));
  return folder;
}

function namesOf(slug: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug) || slug.length > 40) {
    throw new Error(`"${slug}" must be lower-case words with hyphens between, like woo-commerce.`);
  }
  const constant = slug.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const words = slug.replaceAll("-", " ");
  return { slug, constant, type: capital(constant), title: capital(words) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function filled(text: string, { slug, constant, type, title }: Names): string {
  return text
    .replaceAll("__slug__", slug)
    .replaceAll("__constant__", constant)
    .replaceAll("__Type__", type)
    .replaceAll("__Title__", title);
}

/** The registry with one connector more: its import, its slug, its entry. */
function withConnector(registry: string, { slug, constant }: Names): string {
  const entry = slug === constant ? constant : `"${slug}": ${constant}`;
  const steps: [RegExp, string][] = [
    [/(?=\n\n\/\*\*)/, `\nimport { ${constant} } from "./${slug}/connector.ts";`],
    // The formatter may have broken the lists into lines, with a comma after the last.
    [/,?\s*(?=\] as const)/, `, "${slug}"`],
    [/,?\s*(?=\} satisfies Record<\s*ConnectorSlug)/, `, ${entry} `],
  ];
  return steps.reduce((text, [place, added]) => {
    if (!place.test(text)) throw new Error(`registry.ts has no place for ${added.trim()}: add it by hand.`);
    return text.replace(place, added);
  }, registry);
}

/** Brands find an integration in the catalog; a connection names its row. */
function catalogRow(names: Names): string {
  const row = readFileSync(join(TEMPLATES, "catalog-row.sql.tmpl"), "utf8");
  return filled(row, names).replace("__id__", randomUUID());
}

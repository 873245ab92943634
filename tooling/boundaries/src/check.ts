import { findCycles } from "./cycles.ts";
import { type Import, type Module, parseModule } from "./parse.ts";
import { PLACES, type Place, RESERVED_LIBRARIES, RESERVED_USES, type Reserved } from "./rules.ts";
import { type Files, Tree } from "./tree.ts";

const CODE = /\.(ts|tsx|mts|js|mjs)$/;
const TEST = / tests$/;

interface Source {
  path: string;
  place: Place;
  module: Module;
}

/**
 * Holds a tree to the rules.
 * @param files every source and every package.json: path from the root → text
 * @returns one message per violation: where, what is not allowed, and what to do instead
 */
export function check(files: Files): string[] {
  const tree = new Tree(files);
  const found: string[] = [];
  const fileEdges = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!CODE.test(path)) continue;
    const place = placeOf(path);
    if (!place)
      found.push(`${path} belongs to no place: name one for it in tooling/boundaries/src/rules.ts.`);
    else {
      const source = { path, place, module: parseModule(path, text) };
      found.push(
        ...checkUses(source),
        ...source.module.imports.flatMap((each) => checkImport(tree, source, each)),
      );
      fileEdges.set(path, followed(tree, source));
    }
  }
  return [
    ...found,
    ...cycleMessages("files", fileEdges),
    ...cycleMessages("packages", packageEdges(tree, fileEdges)),
  ];
}

export function placeOf(path: string): Place | undefined {
  return PLACES.find(({ files }) => files.test(path));
}

/** Files that this one's imports lead to. A lazy import is there to break a cycle, and may close one. */
function followed(tree: Tree, { path, module }: Source): string[] {
  return module.imports.flatMap(({ specifier, lazy }) => {
    const target = tree.resolve(path, specifier);
    return target.kind === "file" && !lazy ? [target.path] : [];
  });
}

function packageEdges(tree: Tree, fileEdges: Map<string, string[]>): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const [path, targets] of fileEdges) {
    const from = tree.folderOf(path);
    const to = edges.get(from) ?? new Set();
    for (const folder of targets.map((target) => tree.folderOf(target))) if (folder !== from) to.add(folder);
    edges.set(from, to);
  }
  return edges;
}

function checkUses({ path, place, module }: Source): string[] {
  return module.uses.flatMap(({ use, line }) => {
    const rule = RESERVED_USES[use];
    if (mayUse(rule, path, place)) return [];
    return [`${path}:${line} ${rule.what}, which ${place.name} may not: ${rule.instead}.`];
  });
}

function mayUse({ to }: Reserved, path: string, place: Place): boolean {
  return to.some((each) =>
    typeof each === "string" ? each === place.name : each.test(path) || each.test(place.name),
  );
}

function checkImport(tree: Tree, source: Source, each: Import): string[] {
  const target = tree.resolve(source.path, each.specifier);
  const where = `${source.path}:${each.line} imports "${each.specifier}"`;
  switch (target.kind) {
    case "file":
      return checkFile(tree, source, { where, each, path: target.path });
    case "library":
      return checkLibrary(source, where, target.name);
    case "node":
      if (source.place.node !== false || each.typeOnly) return [];
      return [
        `${where}: browsers run ${source.place.name} too. Move the code to a package that only servers run.`,
      ];
    case "hidden":
      return [
        `${where}, which ${target.package} does not export. It exports: ${target.exported.join(", ") || "nothing"}.`,
      ];
    case "missing":
      return [`${where}, and there is no ${target.path}. Relative imports name the file with its ending.`];
  }
}

interface FileImport {
  where: string;
  each: Import;
  path: string;
}

function checkFile(tree: Tree, source: Source, { where, each, path }: FileImport): string[] {
  if (each.specifier.startsWith(".") && tree.folderOf(path) !== tree.folderOf(source.path)) {
    return [
      `${where}, a file inside another package. Import the package by its name, through what it exports.`,
    ];
  }
  const target = placeOf(path);
  if (!target || !CODE.test(path)) return [];
  const { place } = source;
  if (target === place) return checkApart(source, where, path);
  if (place.imports.includes(target.name)) return [];
  if (place.types?.includes(target.name)) {
    return each.typeOnly
      ? []
      : [`${where}: ${place.name} may take types only from ${target.name}. Write \`import type\`.`];
  }
  if (TEST.test(target.name)) {
    return [`${where}: that belongs to tests. Move what ${place.name} needs out of the tests' files.`];
  }
  const allowed = [...place.imports, ...(place.types ?? []).map((name) => `${name} (types)`)];
  return [
    `${where}: ${place.name} may not import ${target.name}, only ${allowed.join(", ") || "nothing of ours"}. ` +
      "Move the shared part to a place that both may import, or let the caller pass it in.",
  ];
}

/** One connector knows nothing of another. */
function checkApart({ path: from, place }: Source, where: string, to: string): string[] {
  const folder = place.apart?.exec(from)?.[0];
  if (!folder || to.startsWith(folder)) return [];
  return [`${where}: each of the ${place.name} stands alone. Move the shared part to the kit.`];
}

function checkLibrary({ path, place }: Source, where: string, library: string): string[] {
  if (place.libraries && !place.libraries.includes(library)) {
    return [
      `${where}: ${place.name} may import no library but ${place.libraries.join(", ")}. Move the code to another package.`,
    ];
  }
  const rule = RESERVED_LIBRARIES.find((each) => each.library.test(library));
  if (!rule || mayUse(rule, path, place)) return [];
  return [`${where}: ${place.name} may not import ${rule.what}; ${rule.instead}.`];
}

function cycleMessages(what: string, edges: ReadonlyMap<string, Iterable<string>>): string[] {
  return findCycles(edges).map(
    (way) =>
      `There is a cycle of ${what}: ${way.join(" → ")}. ` +
      "Move what both ends need to one of its own, or pass it in; types count as well.",
  );
}

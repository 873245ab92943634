import { type Expression, type Node, type ObjectExpression, parseSync, Visitor } from "oxc-parser";
import { nameOf } from "./environment.ts";
import type { Files } from "./tree.ts";

/** An environment variable, as the code says it. */
export interface Variable {
  name: string;
  /** Packages whose env.ts reads it. */
  readers: string[];
  /** "required", "none", or the default's value in backticks. */
  fallback: string;
}

const ENV_MODULE = /^(?:apps|packages)\/([^/]+)\/src\/env\.ts$/;
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Every variable that some package's env.ts declares, by name. */
export function variablesOf(files: Files): Variable[] {
  const found = new Map<string, Variable>();
  for (const [path, text] of files) {
    const reader = ENV_MODULE.exec(path)?.[1];
    if (!reader) continue;
    for (const [name, fallback] of declaredIn(path, text)) {
      const known = found.get(name);
      if (known) known.readers.push(reader);
      else found.set(name, { name, readers: [reader], fallback });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Variables of `z.object({ … })`, and those taken straight, as in `source.NAME || "value"`. */
function declaredIn(path: string, text: string): Map<string, string> {
  const { program } = parseSync(path, text);
  const constants = new Map<string, Node>();
  const schemas: ObjectExpression[] = [];
  const taken = new Map<string, string>();
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === "Identifier" && init) constants.set(id.name, init);
    },
    CallExpression: ({ callee, arguments: [first] }) => {
      const isSchema = callee.type === "MemberExpression" && nameOf(callee.property) === "object";
      if (isSchema && first?.type === "ObjectExpression") schemas.push(first);
    },
    LogicalExpression: ({ left, right }) => {
      const name = left.type === "MemberExpression" ? nameOf(left.property) : null;
      if (name && VARIABLE.test(name)) taken.set(name, literal(right));
    },
  }).visit(program);
  for (const property of schemas.flatMap(({ properties }) => properties)) {
    if (property.type !== "Property") continue;
    const name = nameOf(property.key);
    if (name && VARIABLE.test(name)) taken.set(name, fallbackOf(property.value, constants));
  }
  return taken;
}

/** What `.default(…)` or `.optional()` in a schema's chain of calls says. */
function fallbackOf(schema: Node, constants: ReadonlyMap<string, Node>): string {
  if (schema.type === "Identifier") {
    const constant = constants.get(schema.name);
    return constant ? fallbackOf(constant, constants) : "required";
  }
  if (schema.type !== "CallExpression" || schema.callee.type !== "MemberExpression") return "required";
  const method = nameOf(schema.callee.property);
  if (method === "optional") return "none";
  const [argument] = schema.arguments;
  if (method === "default" && argument) return literal(argument as Expression);
  return fallbackOf(schema.callee.object, constants);
}

function literal(node: Node): string {
  if (node.type !== "Literal" || node.value === "") return "none";
  return `\`${String(node.value)}\``;
}

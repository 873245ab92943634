import type { ImportDeclaration, MemberExpression, Node, VariableDeclarator } from "oxc-parser";

/** `process.env`, `globalThis.process.env`, `process["env"]`, `Bun.env`, `import.meta.env`. */
export function readsEnvironment(node: MemberExpression): boolean {
  if (propertyOf(node) !== "env") return false;
  const { object } = node;
  if (object.type === "MetaProperty") return true;
  const name = object.type === "MemberExpression" ? propertyOf(object) : nameOf(object);
  return name === "process" || name === "Bun";
}

/** `const { env } = process` */
export function takesEnvironment({ id, init }: VariableDeclarator): boolean {
  if (!init || nameOf(init) !== "process" || id.type !== "ObjectPattern") return false;
  return id.properties.some((property) => property.type === "Property" && nameOf(property.key) === "env");
}

/** `import { env } from "node:process"` */
export function importsEnvironment({ source, specifiers }: ImportDeclaration): boolean {
  if (source.value !== "node:process" && source.value !== "process") return false;
  return specifiers.some(
    (specifier) => specifier.type === "ImportSpecifier" && nameOf(specifier.imported) === "env",
  );
}

export function nameOf(node: Node): string | null {
  return node.type === "Identifier" ? node.name : null;
}

function propertyOf({ computed, property }: MemberExpression): string | null {
  if (!computed) return property.type === "Identifier" ? property.name : null;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : null;
}

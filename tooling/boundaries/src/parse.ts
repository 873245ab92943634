import { type Node, parseSync, Visitor } from "oxc-parser";
import { importsEnvironment, nameOf, readsEnvironment, takesEnvironment } from "./environment.ts";
import type { Use } from "./rules.ts";
import { isSql } from "./sql.ts";

export interface Import {
  specifier: string;
  /** `import type` or `export type`: gone when the code runs. `import { type X }` is not. */
  typeOnly: boolean;
  /** `import()`: not followed before somebody asks. */
  lazy: boolean;
  line: number;
}

export interface Module {
  imports: Import[];
  uses: { use: Use; line: number }[];
}

/**
 * What a file imports, and which of the guarded things it does.
 * @throws Error with the file's name where the parser does not understand it
 */
export function parseModule(path: string, text: string): Module {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const findings = new Findings(text);
  new Visitor({
    ImportDeclaration: (node) => {
      findings.import(node, node.source, { typeOnly: node.importKind === "type" });
      if (importsEnvironment(node)) findings.use("environment", node);
    },
    ExportNamedDeclaration: (node) =>
      findings.import(node, node.source, { typeOnly: node.exportKind === "type" }),
    ExportAllDeclaration: (node) =>
      findings.import(node, node.source, { typeOnly: node.exportKind === "type" }),
    ImportExpression: (node) => findings.import(node, node.source, { lazy: true }),
    TSImportType: (node) => findings.import(node, node.source, { typeOnly: true }),
    TSExternalModuleReference: (node) => findings.import(node, node.expression),
    CallExpression: (node) => {
      if (nameOf(node.callee) === "require") findings.import(node, node.arguments[0] ?? null);
    },
    MemberExpression: (node) => {
      if (readsEnvironment(node)) findings.use("environment", node);
      if (nameOf(node.object) === "Bun") findings.use("Bun", node);
    },
    VariableDeclarator: (node) => {
      if (takesEnvironment(node)) findings.use("environment", node);
    },
    Literal: (node) => {
      if (typeof node.value === "string" && isSql(node.value)) findings.use("SQL", node);
    },
    TemplateElement: (node) => {
      if (isSql(node.value.cooked ?? "")) findings.use("SQL", node);
    },
  }).visit(program);
  return { imports: findings.imports, uses: findings.uses };
}

class Findings {
  readonly imports: Import[] = [];
  readonly uses: { use: Use; line: number }[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  import(node: Node, source: Node | null, { typeOnly = false, lazy = false } = {}): void {
    if (!source) return;
    if (source.type === "Literal" && typeof source.value === "string") {
      this.imports.push({ specifier: source.value, typeOnly, lazy, line: this.#line(node) });
    } else this.use("unreadable import", node);
  }

  use(use: Use, node: Node): void {
    this.uses.push({ use, line: this.#line(node) });
  }

  #line(node: Node): number {
    return this.#text.slice(0, node.start).split("\n").length;
  }
}

import { dirname, posix } from "node:path";

/** Path from the root, with `/` → what the file says. */
export type Files = ReadonlyMap<string, string>;

/** Where an import leads. */
export type Target =
  | { kind: "file"; path: string }
  | { kind: "library"; name: string }
  | { kind: "node"; name: string }
  /** Another package's file that it does not export, or a package that there is not. */
  | { kind: "hidden"; package: string; exported: string[] }
  | { kind: "missing"; path: string };

interface Workspace {
  folder: string;
  exports: Record<string, string>;
}

const WORKSPACE = /^(?:apps|packages|tooling)\/[^/]+\/package\.json$/;

/** The packages of a tree, and what each import in it stands for. */
export class Tree {
  readonly files: Files;
  readonly #workspaces = new Map<string, Workspace>();

  constructor(files: Files) {
    this.files = files;
    for (const [path, text] of files) {
      if (!WORKSPACE.test(path)) continue;
      const { name, exports = {} } = JSON.parse(text) as { name: string; exports?: Record<string, string> };
      this.#workspaces.set(name, { folder: dirname(path), exports });
    }
  }

  /** The folder of the package that a file is in: `packages/db`. */
  folderOf(path: string): string {
    return path.split("/").slice(0, 2).join("/");
  }

  resolve(from: string, specifier: string): Target {
    if (specifier.startsWith(".")) {
      const path = posix.join(dirname(from), specifier);
      return this.files.has(path) ? { kind: "file", path } : { kind: "missing", path };
    }
    if (specifier.startsWith("node:")) return { kind: "node", name: specifier };
    if (!specifier.startsWith("@v1/")) return { kind: "library", name: specifier };
    const name = specifier.split("/").slice(0, 2).join("/");
    const workspace = this.#workspaces.get(name);
    const exported = workspace?.exports[`.${specifier.slice(name.length)}`];
    if (workspace && exported) return { kind: "file", path: posix.join(workspace.folder, exported) };
    return { kind: "hidden", package: name, exported: Object.keys(workspace?.exports ?? {}) };
  }
}

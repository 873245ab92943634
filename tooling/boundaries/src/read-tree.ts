import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = "{apps,packages,tooling}/*/{package.json,**/*.{ts,tsx,mts,js,mjs,css}}";
const NOT_OURS = /(?:^|\/)(?:node_modules|\.[\w-]+|next-env\.d\.ts)(?:\/|$)/;

/** Every source of the workspaces under `root`, without what is installed or built. */
export function readTree(root: string): Map<string, string> {
  const exclude = (path: string) => NOT_OURS.test(path.replaceAll("\\", "/"));
  const paths = globSync(SOURCES, { cwd: root, exclude }).map((path) => path.replaceAll("\\", "/"));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

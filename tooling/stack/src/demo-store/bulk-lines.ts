import { type Random, randomFor } from "../catalog/index.ts";
import { BULK_ID } from "./bulk-document.ts";

export interface BulkLine {
  text: string;
  isRoot: boolean;
}

export type BulkNode = { readonly [key: string]: unknown };
type Node = BulkNode;

/** A root node and everything in its connections, one line each; children name their parent. */
export function* linesOf(node: Node, parentId: string | null = null): Generator<BulkLine> {
  const line: Record<string, unknown> = {};
  const children: Node[] = [];
  for (const key in node) {
    const value = node[key];
    const nodes = nodesOf(value);
    if (nodes) children.push(...nodes);
    else if (key !== BULK_ID) line[key] = value;
  }
  if (parentId !== null) line.__parentId = parentId;
  yield { text: JSON.stringify(line), isRoot: parentId === null };
  for (const child of children) yield* linesOf(child, String(node[BULK_ID]));
}

/** A connection's nodes; null for anything else. */
export function nodesOf(value: unknown): Node[] | null {
  if (!isNode(value)) return null;
  if (Array.isArray(value.nodes)) return value.nodes.filter(isNode);
  if (!Array.isArray(value.edges)) return null;
  return value.edges.flatMap((edge) => (isNode(edge) && isNode(edge.node) ? [edge.node] : []));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const PARENTS_HELD = 200;
const CHILDREN_HELD = 1_500;

/**
 * Takes children far from their parents, before and behind them, as Shopify may give them: parents
 * keep their order and wait a little, children wait in a pool that is drawn from by chance. Holds
 * some 1,700 lines, and scatters in the same way each time.
 */
export class Scatter {
  readonly #random: Random = randomFor(1, 1);
  readonly #parents: BulkLine[] = [];
  readonly #children: BulkLine[] = [];

  /** Lines that are due once this one has been taken. */
  *take(line: BulkLine): Generator<BulkLine> {
    if (line.isRoot) this.#parents.push(line);
    else this.#children.push(line);
    if (this.#parents.length > PARENTS_HELD) yield* this.#nextParent();
    if (this.#children.length > CHILDREN_HELD) yield* this.#anyChild();
  }

  *rest(): Generator<BulkLine> {
    while (this.#parents.length + this.#children.length > 0) {
      const left = this.#parents.length + this.#children.length;
      if (this.#random.int(left) < this.#parents.length) yield* this.#nextParent();
      else yield* this.#anyChild();
    }
  }

  *#nextParent(): Generator<BulkLine> {
    const parent = this.#parents.shift();
    if (parent) yield parent;
  }

  *#anyChild(): Generator<BulkLine> {
    const at = this.#random.int(this.#children.length);
    const [child, last] = [this.#children[at], this.#children.pop()];
    if (child && last && child !== last) this.#children[at] = last;
    if (child) yield child;
  }
}

import { join } from "node:path";
import { type Function as Body, parseSync, Visitor } from "oxc-parser";
import { expect, test } from "vitest";
import { readTree } from "./read-tree.ts";

const ROUTERS = /^apps\/api\/src\/routers\/(?!.*\.test\.ts$)/;
const VERBS = new Set(["query", "mutation", "subscription"]);
const MOST_LINES = 3;

interface Procedure {
  at: string;
  lines: number;
}

/** What each procedure of a router does itself: the lines of its handler, but for its brackets. */
function procedures(path: string, text: string): Procedure[] {
  const found: Procedure[] = [];
  const lineOf = (at: number) => text.slice(0, at).split("\n").length;
  new Visitor({
    CallExpression: ({ callee, arguments: [handler] }) => {
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      if (!VERBS.has(callee.property.name) || !handler || !("body" in handler)) return;
      const { body } = handler as Pick<Body, "body">;
      if (!body) return;
      const lines = text.slice(body.start, body.end).split("\n").length;
      found.push({
        at: `${path}:${lineOf(body.start)}`,
        lines: body.type === "BlockStatement" ? lines - 2 : lines,
      });
    },
  }).visit(parseSync(path, text).program);
  return found;
}

test("a procedure has three lines at most: what it takes, and the verb that does it", () => {
  const files = [...readTree(join(import.meta.dirname, "..", "..", ".."))];
  const all = files.filter(([path]) => ROUTERS.test(path)).flatMap(([path, text]) => procedures(path, text));
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
});

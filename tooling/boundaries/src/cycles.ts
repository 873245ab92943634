/** Every way back to a file along its imports, each once, as the path around. */
export function findCycles(edges: ReadonlyMap<string, Iterable<string>>): string[][] {
  const state = new Map<string, "open" | "done">();
  const way: string[] = [];
  const cycles: string[][] = [];

  function follow(node: string): void {
    state.set(node, "open");
    way.push(node);
    for (const next of edges.get(node) ?? []) {
      const seen = state.get(next);
      if (seen === "open") cycles.push([...way.slice(way.indexOf(next)), next]);
      else if (!seen) follow(next);
    }
    way.pop();
    state.set(node, "done");
  }

  for (const node of edges.keys()) if (!state.has(node)) follow(node);
  return cycles;
}

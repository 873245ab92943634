import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "./ask.ts";
import { type DemoStore, startDemoStore } from "./index.ts";

let store: DemoStore;
beforeAll(async () => {
  store = await startDemoStore({ products: 300, seed: 5 });
});
afterAll(() => store.stop());

interface Run {
  bulkOperationRunQuery: { bulkOperation: { id: string } | null; userErrors: unknown[] };
}

describe("bulk operations", () => {
  async function run(
    query: string,
  ): Promise<{ lines: Record<string, unknown>[]; operation: Record<string, string> }> {
    const start = `mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { code message } } }`;
    const { bulkOperation, userErrors } = (await ask<Run>(store, start, { query })).data
      .bulkOperationRunQuery;
    expect(userErrors).toEqual([]);
    const fields = "status url objectCount rootObjectCount fileSize";
    const find = async () =>
      (
        await ask<{ bulkOperation: Record<string, string> }>(
          store,
          `query ($id: ID!) { bulkOperation(id: $id) { ${fields} } }`,
          { id: bulkOperation?.id },
        )
      ).data.bulkOperation;
    await expect.poll(async () => (await find()).status, { timeout: 10_000 }).toBe("COMPLETED");
    const operation = await find();
    const text = await (await fetch(operation.url ?? "")).text();
    expect(String(Buffer.byteLength(text))).toBe(operation.fileSize);
    return {
      operation,
      lines: text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    };
  }

  it("give every object once, children scattered on both sides of their parents", async () => {
    const { lines, operation } = await run(
      `{ products { edges { node { id handle variants { edges { node { id sku } } } } } } }`,
    );
    const variants = lines.filter(({ __parentId }) => __parentId !== undefined);
    expect([operation.objectCount, operation.rootObjectCount]).toEqual([String(lines.length), "300"]);
    expect(lines.length - variants.length).toBe(300);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(Object.keys(variants[0] ?? {})).toEqual(["id", "sku", "__parentId"]);
    const place = new Map(lines.map(({ id }, at) => [id, at]));
    const distances = variants.map(
      ({ id, __parentId }) => (place.get(id) ?? 0) - (place.get(__parentId) ?? 0),
    );
    expect(Math.min(...distances)).toBeLessThan(-50);
    expect(Math.max(...distances)).toBeGreaterThan(50);
  });

  it("take a filter, aliases, fragments and several connections, without a stray id", async () => {
    const { lines, operation } = await run(`
      { products(query: "status:draft", first: 2) { nodes { name: title media { nodes { alt } } metafields { edges { node { ...Value } } } } } }
      fragment Value on Metafield { key value }`);
    const roots = lines.filter(({ __parentId }) => __parentId === undefined);
    expect(operation.rootObjectCount).toBe(String(roots.length));
    expect(Object.keys(roots[0] ?? {})).toEqual(["name"]);
    expect(lines).toHaveLength(roots.length * 10);
  });

  it.each([
    ["{ shop { id } }", "at least one connection"],
    ["{ products { nodes { nonsense } } }", "Cannot query field"],
    ["{ products { nodes { id } } productVariants { nodes { id } } }", "one top-level field"],
  ])("refuse %s", async (query, message) => {
    const start = `mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id } userErrors { code message } } }`;
    const { data } = await ask<Run>(store, start, { query });
    expect(data.bulkOperationRunQuery).toEqual({
      bulkOperation: null,
      userErrors: [{ code: "INVALID", message: expect.stringContaining(message) }],
    });
  });

  it("keep their files from whoever does not know the signature", async () => {
    const { operation } = await run("{ products { nodes { id } } }");
    expect((await fetch(`${operation.url?.split("?")[0]}?signature=guess`)).status).toBe(403);
  });
});

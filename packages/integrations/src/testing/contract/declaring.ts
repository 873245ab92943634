import { FIELDS, type FieldKey, isFieldKey } from "@v1/core";
import { expect, it } from "vitest";
import type { SourceOption } from "../../kit/connector.ts";
import type { Contract } from "./contract.ts";

const COLLECTIONS = new Set(["set", "materials", "journey"]);

/** What is said of it before anything is connected: forms, ownership and limits stand on it. */
export function itDeclares<Config, Secrets, Raw>({ connector }: Contract<Config, Secrets, Raw>): void {
  it("has a slug, a name, and a mapping version above 0", () => {
    expect(connector.slug).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(connector.name.trim()).not.toBe("");
    expect(Number.isInteger(connector.mappingVersion) && connector.mappingVersion > 0).toBe(true);
  });

  it("describes its settings and credentials as JSON Schema, each entry in words", () => {
    const { configSchema, auth } = connector;
    const entered = [auth.fields, ...(auth.signInFields ? [auth.signInFields] : [])];
    const schemas = auth.type === "none" ? [configSchema] : [configSchema, ...entered];
    for (const schema of schemas) {
      expect(schema).toMatchObject({ type: "object" });
      const entries = Object.entries((schema.properties ?? {}) as Record<string, { description?: string }>);
      for (const [name, { description }] of entries) {
        expect([name, description ?? ""]).toEqual([name, expect.stringMatching(/\S/)]);
      }
    }
  });

  it("says where each field comes from, and which collections are complete", () => {
    const fields = Object.entries(connector.fields) as [FieldKey, SourceOption[]][];
    expect(fields.map(([key]) => key)).toContain("product.identifier");
    for (const [key, options] of fields) {
      expect([key, isFieldKey(key)]).toEqual([key, true]);
      expect([key, options.length > 0]).toEqual([key, true]);
      for (const { path, label } of options)
        expect([key, path !== "", label !== ""]).toEqual([key, true, true]);
    }
    for (const key of connector.complete) {
      expect([key, key in connector.fields]).toEqual([key, true]);
      expect([key, COLLECTIONS.has(FIELDS[key].type.kind)]).toEqual([key, true]);
    }
  });

  it("names its streams and its limits", () => {
    const streams = connector.streams ?? [];
    expect(streams.map(({ name }) => name)).toContain("products");
    for (const { modes } of streams) expect(modes).toContain("full");
    for (const { requests, perSeconds, atOnce = 1 } of connector.rateLimits) {
      expect([requests > 0, perSeconds > 0, atOnce > 0, atOnce <= requests]).toEqual(Array(4).fill(true));
    }
  });
}

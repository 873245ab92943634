import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderFileStore } from "./folder-store.ts";

let root = "";
const brandId = randomUUID();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "files-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a file comes back as it went in", async () => {
  const store = folderFileStore(root);
  const bytes = await store.put({ brandId, key: "imports/spring_1.csv" }, chunks("a,b\n", "1,2\n"));
  expect(bytes).toBe(8);
  expect(await text(Readable.from(await store.get({ brandId, key: "imports/spring_1.csv" })))).toBe(
    "a,b\n1,2\n",
  );
});

test("a body that breaks off leaves the old file and nothing half-written", async () => {
  const store = folderFileStore(root);
  const file = { brandId, key: "a.txt" };
  await store.put(file, chunks("old"));
  await expect(store.put(file, broken())).rejects.toThrow("broke off");
  expect(await text(Readable.from(await store.get(file)))).toBe("old");
  expect(await readdir(join(root, brandId))).toEqual(["a.txt"]);
});

test("a name cannot lead out of the brand's folder", async () => {
  const store = folderFileStore(root);
  for (const key of ["../a", "a/../../b", "/etc/passwd", "", "a//b", ".half-x", "a\\b", "a\0b"]) {
    await expect(store.put({ brandId, key }, chunks("x")), key).rejects.toMatchObject({
      code: "bad_request",
    });
  }
  await expect(store.removeSome("../..", 1)).rejects.toMatchObject({ code: "bad_request" });
});

test("what is not there is said so", async () => {
  const store = folderFileStore(root);
  await expect(store.get({ brandId, key: "none" })).rejects.toMatchObject({ code: "not_found" });
  await store.remove({ brandId, key: "none" });
  expect(await store.removeSome(brandId, 10)).toEqual({ removed: 0, left: false });
});

test("a brand's files go in batches, and no other brand's", async () => {
  const store = folderFileStore(root);
  const other = randomUUID();
  for (const key of ["a", "b/c", "b/d", "e/f/g", "h"]) await store.put({ brandId, key }, chunks(key));
  await store.put({ brandId: other, key: "a" }, chunks("other"));
  expect(await store.removeSome(brandId, 2)).toEqual({ removed: 2, left: true });
  expect(await store.removeSome(brandId, 2)).toEqual({ removed: 2, left: true });
  expect(await store.removeSome(brandId, 2)).toEqual({ removed: 1, left: false });
  expect(existsSync(join(root, brandId))).toBe(false);
  expect(await text(Readable.from(await store.get({ brandId: other, key: "a" })))).toBe("other");
});

async function* chunks(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("new");
  throw new Error("It broke off.");
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CatalogChanges, CatalogStore } from "./catalog-store.ts";

interface Kept {
  /** Of the store, which pictures lie under. */
  url: string;
  seed: number;
  generated: number;
  changes: CatalogChanges;
}

/** A store that forgot its edits would say older things than before: to who reads it, a clock gone back. */
export function keepChanges(path: string, store: CatalogStore, url: string): void {
  const { seed, generated } = store;
  const kept: Kept = { url, seed, generated, changes: store.changes() };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(kept));
}

/** What was kept of this very catalog; of another one it is of no use. */
export function resumeChanges(path: string, store: CatalogStore, url: string): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path, "utf8");
  try {
    const before = JSON.parse(text) as Kept;
    if (before.seed !== store.seed || before.generated !== store.generated) return;
    store.resume((JSON.parse(text.replaceAll(before.url, url)) as Kept).changes);
  } catch {
    console.error(`${path} cannot be read: the store begins without the edits in it.`);
    rmSync(path);
  }
}

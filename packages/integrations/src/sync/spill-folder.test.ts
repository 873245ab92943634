import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeSpillFolder, removeOldSpillFolders } from "./spill-folder.ts";

const LONG_AGO = new Date(Date.now() - 25 * 60 * 60 * 1000);

test("spill folders in which nothing was written for a day are removed, and nothing else", async () => {
  const root = await mkdtemp(join(tmpdir(), "spills-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const age = (path: string) => utimes(path, LONG_AGO, LONG_AGO);
  const dead = await makeSpillFolder(crypto.randomUUID(), root);
  await writeFile(join(dead, "lines"), "x");
  await age(join(dead, "lines"));
  const young = await makeSpillFolder(crypto.randomUUID(), root);
  const busy = await makeSpillFolder(crypto.randomUUID(), root);
  await writeFile(join(busy, "lines"), "x");
  const foreign = join(root, "sync-of-somebody-else");
  await mkdir(foreign);
  for (const folder of [dead, busy, foreign]) await age(folder);
  await removeOldSpillFolders(root);
  const left = (await readdir(root)).map((name) => join(root, name));
  expect(left.sort()).toEqual([busy, foreign, young].sort());
});

test("a root that is not there is no error", async () => {
  await removeOldSpillFolders(join(tmpdir(), crypto.randomUUID()));
});

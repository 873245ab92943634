import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, opendir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, notFound } from "@v1/core";
import type { FileName, FileStore } from "./file-store.ts";

const BRAND = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
/** Half-written files: no key can begin with a dot. */
const HALF = ".half-";

/** Files in a folder of this machine, one folder for each brand. Streams; holds no file in memory. */
export function folderFileStore(root: string): FileStore {
  return {
    async put(file, body) {
      const path = pathOf(root, file);
      await mkdir(dirname(path), { recursive: true });
      const half = join(dirname(path), `${HALF}${randomUUID()}`);
      try {
        await pipeline(Readable.from(body), createWriteStream(half, { flags: "wx" }));
        const { size } = await stat(half);
        await rename(half, path);
        return size;
      } finally {
        await rm(half, { force: true });
      }
    },
    async get(file) {
      const path = pathOf(root, file);
      await access(path).catch(() => {
        throw notFound("file", file.key);
      });
      return createReadStream(path);
    },
    async remove(file) {
      await rm(pathOf(root, file), { force: true });
    },
    async removeSome(brandId, limit) {
      const folder = folderOf(root, brandId);
      let removed = 0;
      for await (const path of filesIn(folder, limit)) {
        await rm(path, { force: true });
        removed += 1;
      }
      if (removed < limit) await rm(folder, { recursive: true, force: true });
      return removed;
    },
  };
}

async function* filesIn(folder: string, limit: number): AsyncGenerator<string> {
  const entries = await opendir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!entries) return;
  let found = 0;
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    yield join(entry.parentPath, entry.name);
    found += 1;
    if (found === limit) return;
  }
}

function folderOf(root: string, brandId: string): string {
  const id = brandId.toLowerCase();
  if (!BRAND.test(id)) throw badName(brandId);
  return join(root, id);
}

/** A key comes from outside: it must not lead out of its brand's folder. */
function pathOf(root: string, { brandId, key }: FileName): string {
  const parts = key.split("/");
  if (key.length > 500 || !parts.every((part) => PART.test(part))) throw badName(key);
  return join(folderOf(root, brandId), ...parts);
}

function badName(name: string): AppError {
  return new AppError({
    code: "bad_request",
    message: `"${name.slice(0, 100)}" is not a name that a file can have here.`,
    hint: "Use letters, digits, dots, dashes and underscores, with slashes between folders.",
  });
}

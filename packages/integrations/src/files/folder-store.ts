import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, opendir, rename, rm, stat, unlink } from "node:fs/promises";
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
      const found = await filesIn(folder, limit);
      let removed = 0;
      for (const path of found) if (await isRemoved(path)) removed += 1;
      const left = found.length === limit;
      if (!left) await rm(folder, { recursive: true, force: true });
      return { removed, left };
    },
  };
}

/** False where another process was first. */
async function isRemoved(path: string): Promise<boolean> {
  return await unlink(path).then(() => true, unlessMissing(false));
}

async function filesIn(folder: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  const walk = async () => {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (entry.isFile()) found.push(join(entry.parentPath, entry.name));
      if (found.length === limit) return;
    }
  };
  // A folder that is not there, or that another process takes away meanwhile, has no more files.
  await walk().catch(unlessMissing(undefined));
  return found;
}

function unlessMissing<T>(otherwise: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") return otherwise;
    throw error;
  };
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

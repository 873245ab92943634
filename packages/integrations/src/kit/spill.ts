import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Spilled {
  /** SHA-256 of all bytes, base64: the same content is the same document. */
  hash: string;
  read(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
}

/**
 * Writes what a source answers to a file before anything of it is worked on: a server that is read
 * slowly, while chunks are merged, hangs up.
 */
export async function spill(
  bytes: AsyncIterable<Uint8Array>,
  { spillFolder, signal }: { spillFolder: string; signal: AbortSignal },
): Promise<Spilled> {
  const file = join(spillFolder, `${randomUUID()}.spilled`);
  const hash = createHash("sha256");
  const remove = () => rm(file, { force: true });
  const hashing = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(bytes), hashing, createWriteStream(file), { signal });
  } catch (error) {
    await remove();
    throw error;
  }
  return { hash: hash.digest("base64"), read: () => createReadStream(file), remove };
}

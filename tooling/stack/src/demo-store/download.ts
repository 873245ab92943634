import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Faults, Pace } from "./faults.ts";

/** Streams a result file, as slowly and as wrongly as the store was told to. */
export async function sendFile(
  response: ServerResponse,
  path: string,
  how: { pace: Pace; faults: Faults },
): Promise<void> {
  const { size } = await stat(path);
  const half = Math.floor(size / 2);
  const isShort = how.faults.take("download_short");
  response.writeHead(200, {
    "content-type": "application/jsonl",
    "content-length": isShort ? half : size,
  });
  if (isShort) return pipeline(createReadStream(path, { end: half - 1 }), response);
  if (how.faults.take("download_cut")) return cutInTheMiddle(response, path, half);
  if (how.faults.take("download_hangs")) return writeHalf(response, path, half);
  const { hundredLinesDelayMs } = how.pace;
  const source = hundredLinesDelayMs > 0 ? Readable.from(slowLines(path, how.pace)) : createReadStream(path);
  await pipeline(source, response);
}

async function* slowLines(path: string, pace: Pace): AsyncGenerator<string> {
  let held: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    held.push(`${line}\n`);
    if (held.length < 100) continue;
    await sleep(pace.hundredLinesDelayMs);
    yield held.join("");
    held = [];
  }
  if (held.length > 0) yield held.join("");
}

async function cutInTheMiddle(response: ServerResponse, path: string, half: number): Promise<void> {
  await writeHalf(response, path, half);
  await sleep(20);
  response.destroy();
}

async function writeHalf(response: ServerResponse, path: string, half: number): Promise<void> {
  for await (const chunk of createReadStream(path, { end: half })) response.write(chunk);
}

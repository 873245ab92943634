import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notFound } from "@v1/core";
import { type Connector, connectors, createHttpClient } from "@v1/integrations";
import { recordConnector } from "@v1/integrations/record";
import type { RecordArguments } from "./options.ts";

const CONNECTORS = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "packages",
  "integrations",
  "src",
  "connectors",
);

/**
 * Records a source into a fixture.
 * @returns its path, and how many records and exchanges it holds
 */
export async function record(
  options: RecordArguments,
): Promise<{ file: string; records: number; exchanges: number }> {
  const { slug, name, since, to } = options;
  const connector = Object.entries<Connector>(connectors).find(([known]) => known === slug)?.[1];
  if (!connector) throw notFound("connector", slug);
  const folder = to ?? join(CONNECTORS, slug, "recorded");
  const config = await readJson(options.config);
  const secrets = options.secrets === null ? null : await readJson(options.secrets);
  // The operator's own machine, at the operator's own wish: a local stack may be recorded too.
  const http = createHttpClient({ allowPrivate: true });
  const spillFolder = await mkdtemp(join(tmpdir(), "record-"));
  try {
    const { recording, records } = await recordConnector({
      connector,
      config,
      secrets,
      http,
      since,
      most: options.records,
      spillFolder,
    });
    const file = join(folder, `${name}.json`);
    await mkdir(folder, { recursive: true });
    await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`);
    return { file, records, exchanges: recording.exchanges.length };
  } finally {
    await http.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}

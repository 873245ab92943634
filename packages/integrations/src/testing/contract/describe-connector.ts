import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { createHttpClient } from "../../http/client.ts";
import { guardConnection } from "../../http/connection-guard.ts";
import { guardedConnector } from "../../http/guarded-connector.ts";
import type { Connector, ConnectorContext } from "../../kit/connector.ts";
import type { Contract } from "./contract.ts";
import { itDeclares } from "./declaring.ts";
import { itFails } from "./failing.ts";
import { itMaps } from "./mapping.ts";
import { itReads } from "./reading.ts";
import type { ContractWorld } from "./world.ts";

/**
 * The contract that every connector keeps, shown against a real server or file that `open` starts.
 *
 * @example describeConnector(shopify, async () => ({ config, secrets, ids, stop }))
 */
export function describeConnector<Config, Secrets, Raw>(
  connector: Connector<Config, Secrets, Raw>,
  open: () => Promise<ContractWorld<Config, Secrets>>,
): void {
  const contract = { connector } as Contract<Config, Secrets, Raw>;
  describe(`${connector.slug} keeps the contract of connectors`, () => {
    const client = createHttpClient({ allowPrivate: true, retryMs: 1, retries: 1 });
    beforeAll(async () => {
      contract.world = await open();
      contract.spillFolder = await mkdtemp(join(tmpdir(), "contract-"));
      contract.context = (changed) => contextOf(contract, changed);
      contract.guarded = (secrets) => guardedConnector(connector, secrets);
      contract.clientOf = (secrets) => {
        const scope = { brandId: randomUUID(), connectionId: randomUUID() };
        const kept = { connector: { ...connector, rateLimits: [] } as Connector, scope, secrets };
        return guardConnection({ http: client }, { ...kept, config: contract.world.config }).http;
      };
    });
    afterAll(async () => {
      await contract.world?.stop();
      await client.close();
      await rm(contract.spillFolder, { recursive: true, force: true });
    });
    itDeclares(contract);
    itReads(contract);
    itMaps(contract);
    itFails(contract);
  });
}

function contextOf<Config, Secrets, Raw>(
  { world, clientOf, spillFolder }: Contract<Config, Secrets, Raw>,
  changed: Partial<ConnectorContext<Config, Secrets>> = {},
): ConnectorContext<Config, Secrets> {
  const { config, secrets } = { ...world, ...changed };
  const http = changed.http ?? clientOf(secrets);
  return { config, secrets, spillFolder, signal: new AbortController().signal, ...changed, http };
}

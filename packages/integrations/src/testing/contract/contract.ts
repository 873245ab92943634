import type { Connector, ConnectorContext } from "../../kit/connector.ts";
import type { HttpClient } from "../../kit/http.ts";
import type { ContractWorld } from "./world.ts";

/** What the parts of the suite work with. All but `connector` is there once the world has been opened. */
export interface Contract<Config, Secrets, Raw> {
  connector: Connector<Config, Secrets, Raw>;
  world: ContractWorld<Config, Secrets>;
  spillFolder: string;
  /** A connection's own client, as the engine makes one. */
  clientOf(secrets: Secrets): HttpClient;
  /** As the engine hands it over. */
  context(changed?: Partial<ConnectorContext<Config, Secrets>>): ConnectorContext<Config, Secrets>;
  /** The connector as the engine uses it, so that it tells nothing of its secrets. */
  guarded(secrets: Secrets): Connector<Config, Secrets, Raw>;
}

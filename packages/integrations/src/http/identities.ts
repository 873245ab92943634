import { createHash } from "node:crypto";
import type { TlsIdentity } from "../auth/types.ts";
import { type ConnectOptions, guardedAgent } from "./connect.ts";

type Agent = ReturnType<typeof guardedAgent>;

/** Connections made with a client certificate; none of them is used for anybody else. */
export class Identities {
  readonly #options: ConnectOptions;
  readonly #agents = new Map<string, Agent>();

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  of(identity: TlsIdentity): Agent {
    const key = createHash("sha256").update(`${identity.cert}\n${identity.key}`).digest("base64");
    const known = this.#agents.get(key);
    if (known) return known;
    const agent = guardedAgent(this.#options, identity);
    this.#agents.set(key, agent);
    return agent;
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }
}

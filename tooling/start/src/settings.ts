import { join } from "node:path";
import type { Ports } from "./addresses.ts";
import type { DatabaseUrls } from "./database.ts";
import { inherited } from "./env.ts";
import type { Secrets } from "./secrets.ts";

export interface Place {
  data: string;
  ports: Ports;
  secrets: Secrets;
  database: DatabaseUrls;
}

export const address = (port: number) => `http://127.0.0.1:${port}`;

/**
 * The environment of API, worker and app: what the README lists, for this machine. Switches to
 * services elsewhere are emptied, so that a developer's own settings cannot send local work there.
 */
export function settings({ data, ports, secrets, database }: Place) {
  return {
    ...inherited(),
    TRIGGER_SECRET_KEY: "",
    REDIS_URL: "",
    DATABASE_URL: database.worker,
    DATABASE_API_URL: database.api,
    SUPABASE_URL: address(ports.auth),
    SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
    SUPABASE_JWT_SECRET: secrets.jwtSecret,
    CREDENTIALS_KEYS: `1:${secrets.credentialsKey}`,
    FILES_DIR: join(data, "files"),
    // The demo store listens on this machine, where connections are otherwise not allowed to go.
    ALLOW_PRIVATE_ADDRESSES: "true",
    API_HOST: "127.0.0.1",
    API_PORT: String(ports.api),
    API_URL: address(ports.api),
    APP_ORIGINS: [address(ports.app), `http://localhost:${ports.app}`].join(","),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

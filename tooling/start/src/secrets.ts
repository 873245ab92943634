import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
  /** Names this folder's data to the processes that work on it. */
  id: z.string(),
  /** Signs the tokens of the auth server (HS256). */
  jwtSecret: z.string().min(32),
  publishableKey: z.string(),
  secretKey: z.string(),
  /** Wraps the data keys of stored credentials: 32 bytes in base64. */
  credentialsKey: z.string(),
  /** Of the role that the API logs in as. */
  databasePassword: z.string(),
  /** Of both demo users. */
  demoPassword: z.string(),
});

export type Secrets = z.output<typeof schema>;

/** This installation's own secrets: made at the first start, kept beside the data that needs them. */
export function loadSecrets(data: string): Secrets {
  const file = join(data, "secrets.json");
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  const secrets: Secrets = {
    id: randomUUID(),
    jwtSecret: random(48),
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    credentialsKey: randomBytes(32).toString("base64"),
    databasePassword: random(18),
    demoPassword: `demo-${random(6)}`,
  };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

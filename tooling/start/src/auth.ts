import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "@v1/stack/root";
import { inherited } from "./env.ts";
import type { Command } from "./processes.ts";
import type { Secrets } from "./secrets.ts";

/** The auth server: GoTrue's and Supabase Storage's interface on a SQLite file in the data folder. */
export function authCommand(data: string, port: number, secrets: Secrets): Command {
  const home = join(data, "auth");
  mkdirSync(join(home, "supabase"), { recursive: true });
  writeFileSync(join(home, "supabase", "config.toml"), config(port, secrets), { mode: 0o600 });
  const entry = fileURLToPath(import.meta.resolve("@supabase/lite"));
  return {
    name: "auth",
    program: join(root, "node_modules", ".bin", "bun"),
    args: ["--bun", join(dirname(entry), "cli", "index.js"), "start", "--host", "127.0.0.1", "--no-admin"],
    // It keeps a folder in its user's home; that of a developer is not ours to write to.
    env: { ...inherited(), HOME: home, LITE_TELEMETRY: "0" },
    cwd: home,
  };
}

function config(port: number, secrets: Secrets): string {
  return `# Written at each start.
[api]
port = ${port}

[db]
driver = "sqlite-postgres"
url = "file:./data.db"

[auth]
enabled = true
jwt_secret = "${secrets.jwtSecret}"
jwt_expiry = 3600
enable_signup = true
publishable_key = "${secrets.publishableKey}"
secret_key = "${secrets.secretKey}"

[auth.email]
enable_confirmations = false
`;
}

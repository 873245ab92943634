import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@v1/stack/ports";
import { root } from "@v1/stack/root";
import { type Running, startServer } from "./processes.ts";

export interface AuthServer extends Running {
  url: string;
  key: string;
  secret: string;
  /** Makes an account and gives its user's id. */
  signUp: (email: string, password: string) => Promise<string>;
}

/** A real auth server on a port and in a folder of its own. */
export async function startAuth(folder: string): Promise<AuthServer> {
  const port = await freePort();
  const [secret, key] = [
    randomBytes(48).toString("base64url"),
    `sb_publishable_${randomBytes(18).toString("hex")}`,
  ];
  mkdirSync(join(folder, "supabase"), { recursive: true });
  writeFileSync(join(folder, "supabase", "config.toml"), config(port, secret, key));
  const cli = join(dirname(fileURLToPath(import.meta.resolve("@supabase/lite"))), "cli", "index.js");
  const url = `http://127.0.0.1:${port}`;
  const running = await startServer(
    {
      program: join(root, "node_modules", ".bin", "bun"),
      args: ["--bun", cli, "start", "--host", "127.0.0.1", "--no-admin"],
      cwd: folder,
      env: { LITE_TELEMETRY: "0" },
    },
    `${url}/auth/v1/health`,
  );
  const signUp = async (email: string, password: string) => {
    const response = await fetch(`${url}/auth/v1/signup`, {
      method: "POST",
      headers: { apikey: key, "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const { user } = (await response.json()) as { user: { id: string } };
    return user.id;
  };
  return { ...running, url, key, secret, signUp };
}

function config(port: number, secret: string, key: string): string {
  return `[api]
port = ${port}

[db]
driver = "sqlite-postgres"
url = "file:./data.db"

[auth]
enabled = true
jwt_secret = "${secret}"
enable_signup = true
publishable_key = "${key}"
secret_key = "sb_secret_${randomBytes(18).toString("hex")}"

[auth.email]
enable_confirmations = false
`;
}

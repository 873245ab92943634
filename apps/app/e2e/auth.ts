import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "@v1/stack/ports";
import { root } from "@v1/stack/root";
import { type Running, startServer } from "./processes.ts";

const CLI = join(root, "apps", "app", "node_modules", "@supabase", "lite", "dist", "cli", "index.js");

export interface AuthAddress {
  url: string;
  key: string;
}

export interface Auth extends AuthAddress {
  /** Makes an account and gives its user's id. */
  signUp: (email: string, password: string) => Promise<string>;
}

interface AuthServer extends Running, Auth {
  secret: string;
}

/** An auth server that is up already. */
export function authAt({ url, key }: AuthAddress): Auth {
  const signUp = async (email: string, password: string) => {
    const response = await fetch(`${url}/auth/v1/signup`, {
      method: "POST",
      headers: { apikey: key, "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const { user } = (await response.json()) as { user: { id: string } };
    return user.id;
  };
  return { url, key, signUp };
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
  const url = `http://127.0.0.1:${port}`;
  const running = await startServer(
    {
      program: join(root, "node_modules", ".bin", "bun"),
      args: ["--bun", CLI, "start", "--host", "127.0.0.1", "--no-admin"],
      cwd: folder,
      env: { LITE_TELEMETRY: "0" },
    },
    `${url}/auth/v1/health`,
  );
  return { ...running, ...authAt({ url, key }), secret };
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

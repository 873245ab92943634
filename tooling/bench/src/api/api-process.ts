import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import { SignJWT } from "jose";

export interface RunningApi {
  url: string;
  pid: number;
  headers: Record<string, string>;
}

/** Calls that no limit stops: limits are tested elsewhere. */
const UNLIMITED = "100000000";

/** Runs `work` against the API as it is deployed: a process of its own, on Bun. */
export async function withApi<T>(
  { databaseUrl, userId }: { databaseUrl: string; userId: string },
  work: (api: RunningApi) => Promise<T>,
): Promise<T> {
  const secret = randomBytes(32).toString("hex");
  const api = spawn(join(root, "node_modules", ".bin", "bun"), ["src/main.ts"], {
    cwd: join(root, "apps", "api"),
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      NODE_ENV: "production",
      API_PORT: "0",
      DATABASE_URL: databaseUrl,
      SUPABASE_URL: "http://127.0.0.1:9",
      SUPABASE_PUBLISHABLE_KEY: "none",
      SUPABASE_JWT_SECRET: secret,
      RATE_LIMIT_USER: UNLIMITED,
      RATE_LIMIT_ADDRESS: UNLIMITED,
    },
  });
  const ended = once(api, "exit");
  try {
    const url = await addressOf(api.stdout);
    const token = await new SignJWT({ role: "authenticated", email: "bench@example.com" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(userId)
      .setAudience("authenticated")
      .setExpirationTime("6h")
      .sign(new TextEncoder().encode(secret));
    return await work({ url, pid: api.pid ?? 0, headers: { authorization: `Bearer ${token}` } });
  } finally {
    api.kill("SIGTERM");
    await ended;
  }
}

/** The log goes on being read, or the process would stand still at a full pipe. */
function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    stdout.on("data", (chunk: Buffer) => {
      if (text === "found") return;
      text += chunk.toString("utf8");
      const line = text.split("\n").find((entry) => entry.includes('"listening"'));
      if (!line) return;
      text = "found";
      resolve((JSON.parse(line) as { url: string }).url.replace(/\/$/, ""));
    });
    stdout.on("end", () => reject(new Error(`The API ended: ${text}`)));
  });
}

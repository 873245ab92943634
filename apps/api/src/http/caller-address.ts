import type { Context } from "hono";

interface NodeBindings {
  incoming?: { socket?: { remoteAddress?: string } };
  /** Bun's server, which `main.ts` hands over. */
  requestIP?: (request: Request) => { address: string } | null;
}

/**
 * The address that a request comes from. `x-forwarded-for` is believed only where a proxy of ours is in
 * front, which appends the address that it saw: its last entry.
 */
export function callerAddress(c: Context, options: { behindProxy: boolean }): string {
  if (options.behindProxy) {
    const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  const env = c.env as NodeBindings | undefined;
  return env?.requestIP?.(c.req.raw)?.address ?? env?.incoming?.socket?.remoteAddress ?? "unknown";
}

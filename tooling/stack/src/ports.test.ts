import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { freePort, portFrom } from "./ports.ts";

/** A container may have no IPv6 at all. */
const sixth = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));

test.each(["127.0.0.1", "0.0.0.0", ...(sixth ? ["::1"] : [])])(
  "a port that somebody holds on %s is passed over",
  async (host) => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    expect(await portFrom(port)).toBeGreaterThan(port);
    await new Promise((resolve) => server.close(resolve));
    expect(await portFrom(port)).toBe(port);
  },
);

test("a port that another part is to have is passed over", async () => {
  const port = await freePort();
  expect(await portFrom(port, new Set([port]))).toBeGreaterThan(port);
});

import { connect, createServer } from "node:net";

/** A port of 127.0.0.1 that nobody holds at this moment. */
export async function freePort(): Promise<number> {
  return (await listenOnce(0)) ?? freePort();
}

/** The first port from `wanted` upwards that nobody holds and that is not among `spoken`. */
export async function portFrom(wanted: number, spoken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = wanted; port < wanted + 500; port += 1) {
    if (!spoken.has(port) && !(await isHeld(port))) return port;
  }
  return freePort();
}

/**
 * macOS lets one listen beside somebody who listens on all addresses, hence the two calls first:
 * they would get the answers.
 */
async function isHeld(port: number): Promise<boolean> {
  const called = await Promise.all(["127.0.0.1", "::1"].map((host) => isAnswered(port, host)));
  return called.includes(true) || (await listenOnce(port)) === undefined;
}

function isAnswered(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 500 });
    const answer = (held: boolean) => {
      socket.destroy();
      resolve(held);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
    socket.once("timeout", () => answer(false));
  });
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Site {
  url: string;
  port: number;
  /** What has arrived so far. */
  requests: IncomingMessage[];
  /** Answers nothing until what it gives is called. */
  stall(): () => void;
  stop(): void;
}

/** A server on a free port of this machine. */
export async function startSite(listener: RequestListener): Promise<Site> {
  const requests: IncomingMessage[] = [];
  let stalled = false;
  const server = createServer((request, response) => {
    requests.push(request);
    if (!stalled) listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const stall = () => {
    stalled = true;
    return () => {
      stalled = false;
    };
  };
  return { url: `http://127.0.0.1:${port}`, port, requests, stall, stop };
}

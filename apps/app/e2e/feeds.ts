import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FeedProduct {
  id: string;
  name: string;
  [field: string]: unknown;
}

/** JSON feeds by path: what a test puts there is what the next sync reads. */
export async function startFeeds() {
  const feeds = new Map<string, FeedProduct[]>();
  const server = createServer((request, response) => {
    const products = feeds.get(request.url ?? "");
    response.writeHead(products ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify({ products: products ?? [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (path: string) => `http://127.0.0.1:${port}${path}`,
    put: (path: string, products: FeedProduct[]) => feeds.set(path, products),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

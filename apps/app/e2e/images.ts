import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A shop's picture server: a garment-like shape on a colour for each number. */
export async function startImages() {
  const server = createServer((request, response) => {
    const hue = (Number(request.url?.match(/\d+/)?.[0] ?? 0) * 47) % 360;
    response.writeHead(200, { "content-type": "image/svg+xml" });
    response.end(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><rect width="72" height="72" fill="hsl(${hue} 30% 88%)"/><path d="M24 16l12 5 12-5 14 10-7 9-5-3v26H22V32l-5 3-7-9z" fill="hsl(${hue} 28% 46%)"/></svg>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    imageOf: (index: number) => `http://127.0.0.1:${port}/${index}.svg`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

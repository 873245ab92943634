import { expect, it } from "vitest";
import { startDemoStore } from "./server.ts";

it("products have pictures from the store itself where that is asked for", async () => {
  const store = await startDemoStore({ products: 3, seed: 1, pictures: true });
  try {
    const first = store.catalog.at(0);
    expect(first?.imageUrl).toBe(`${store.url}/pictures/${first?.handle}.svg`);
    const picture = await fetch(first?.imageUrl ?? "");
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    expect(await picture.text()).toMatch(/^<svg /);
  } finally {
    await store.stop();
  }
});

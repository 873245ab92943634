import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { shopify } from "../../connectors/shopify/connector.ts";
import { describeConnector } from "./describe-connector.ts";

const PRODUCTS = 23;

describeConnector(shopify, async () => {
  const store: DemoStore = await startDemoStore({ products: PRODUCTS, seed: 5 });
  const idAt = (index: number) => String(store.control({ action: "get", index }).product?.id);
  const config = (shop: string) => ({ shop }) as Parameters<typeof shopify.map>[1];
  return {
    config: config(store.url),
    secrets: { accessToken: store.token },
    wrongSecrets: { accessToken: "shpat_0123456789abcdef_wrong" },
    unreachable: config("http://127.0.0.1:9"),
    ids: Array.from({ length: PRODUCTS }, (_, index) => idAt(index)),
    stall: () => {
      store.control({ action: "slow", pageDelayMs: 60_000 });
      return () => store.control({ action: "slow", pageDelayMs: 0 });
    },
    stop: () => store.stop(),
  };
});

import { parseArgs } from "node:util";
import { z } from "zod";
import { DEMO_TOKEN, startDemoStore } from "./server.ts";

const USAGE = "node main.ts [--port N] [--products N] [--seed N] [--keep FILE]";

const number = (fallback: number) => z.coerce.number().int().nonnegative().default(fallback);
const options = z.object({
  port: number(4400),
  products: number(1_000),
  seed: number(7),
  keep: z.string().optional(),
});

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { port: text, products: text, seed: text, keep: text } });
const parsed = options.safeParse(values);
if (!parsed.success) {
  console.error(`${z.prettifyError(parsed.error)}\n${USAGE}`);
  process.exit(2);
}

const { keep, ...rest } = parsed.data;
const store = await startDemoStore({ ...rest, ...(keep ? { keep } : {}), pictures: true });
console.log(
  `The demo store sells ${parsed.data.products} products at ${store.url} (access token ${DEMO_TOKEN}).`,
);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void store.stop().then(() => process.exit(0)));
}

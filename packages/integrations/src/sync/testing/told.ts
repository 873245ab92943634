import { expect } from "vitest";
import type { SourceRecord } from "./records.ts";
import type { Brand, Connection, useWorld } from "./world.ts";

/** What a story prepares, and the records whose sync is compared. */
export type Story = (brand: Brand) => Promise<{ connection: Connection; records: SourceRecord[] }>;

/** Tells what the last sync of a story comes to with one record a chunk, with two, and with all at once. */
export function teller(world: ReturnType<typeof useWorld>) {
  return async (story: Story) => {
    const states = [];
    for (const chunkSize of [1, 2, 100]) {
      const brand = await world.brand();
      const { connection, records } = await story(brand);
      connection.source.put(...records);
      const { status, runId } = await connection.sync({ chunkSize });
      expect(status).toBe("completed");
      states.push(await stateOf(brand, runId));
    }
    const [single, ...others] = states;
    for (const other of others) expect(other).toEqual(single);
    return single ?? { products: [], variants: [], links: [], errors: [] };
  };
}

async function stateOf(brand: Brand, runId: string) {
  const strip = <T extends { id: string; upid: string }>({ id: _, upid: __, ...rest }: T) => rest;
  return {
    products: (await brand.products()).map(strip),
    variants: (await brand.variants()).map(strip),
    links: await brand.links(),
    errors: await brand.errors(runId),
  };
}

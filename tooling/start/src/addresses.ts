import { portFrom } from "@v1/stack/ports";

/** Where each part listens when nobody else does. */
const WANTED = { app: 3000, api: 4000, store: 4100, auth: 54321, postgres: 54322 };

export type Part = keyof typeof WANTED;
export type Ports = Record<Part, number>;

/** A port for each part, and a sentence for each one that had to move. */
export async function choosePorts(parts: Part[]): Promise<{ ports: Ports; moved: string[] }> {
  const ports = { ...WANTED };
  const moved: string[] = [];
  const spoken = new Set<number>(Object.values(WANTED));
  for (const part of parts) {
    spoken.delete(WANTED[part]);
    ports[part] = await portFrom(WANTED[part], spoken);
    spoken.add(ports[part]);
    if (ports[part] !== WANTED[part]) {
      moved.push(`port ${WANTED[part]} is taken, using ${ports[part]} (${part})`);
    }
  }
  return { ports, moved };
}

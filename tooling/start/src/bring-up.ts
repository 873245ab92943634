import { join } from "node:path";
import { stopPostgres } from "@v1/stack/postgres";
import { choosePorts, type Part } from "./addresses.ts";
import { appCommand, buildApp, hasApp, isBuilt } from "./app.ts";
import { authCommand } from "./auth.ts";
import { connected, openDatabase } from "./database.ts";
import type { StartOptions } from "./options.ts";
import type { Processes } from "./processes.ts";
import { answers } from "./ready.ts";
import { loadSecrets } from "./secrets.ts";
import { type AuthServer, type Seeded, seedBrand } from "./seed.ts";
import { apiCommand, storeCommand, workerCommand } from "./services.ts";
import { address, type Place } from "./settings.ts";

export interface Stack {
  place: Place;
  seeded: Seeded;
  auth: AuthServer;
}

/** Starts what a sync needs: Postgres, auth, demo store, API and worker, with a brand to work for. */
export async function bringUp(options: StartOptions, processes: Processes, say: Say): Promise<Stack> {
  const { data } = options;
  const secrets = loadSecrets(data);
  const parts: Part[] = ["postgres", "auth", "store", "api", ...(options.once ? [] : (["app"] as const))];
  const { ports, moved } = await choosePorts(parts);
  for (const sentence of moved) say(sentence);

  processes.start(authCommand(data, ports.auth, secrets));
  processes.start(storeCommand(ports, options));
  const opening = openDatabase(data, ports.postgres, secrets);
  processes.atEnd(async () => {
    // Stopped while it starts, it would be up a moment later.
    await opening.catch(() => undefined);
    await stopPostgres(join(data, "postgres"));
  });
  const place: Place = { data, ports, secrets, database: await opening };
  say(`Postgres    127.0.0.1:${new URL(place.database.worker).port}`);

  const auth = { url: address(ports.auth), key: secrets.publishableKey };
  await answers("auth", `${auth.url}/health`);
  say(`Auth        ${auth.url}`);
  const seeded = await connected(place.database.worker, (client) =>
    seedBrand(client, auth, secrets.demoPassword),
  );

  processes.start(apiCommand(place));
  processes.start(workerCommand(place));
  await answers("store", `${address(ports.store)}/health`);
  say(`Demo store  ${address(ports.store)}`);
  await answers("api", `${address(ports.api)}/ready`);
  say(`API         ${address(ports.api)}`);
  return { place, seeded, auth };
}

export type Say = (line: string) => void;

/** Builds the app where its sources have changed since the last build, and starts it. */
export async function bringUpApp(place: Place, processes: Processes, say: Say): Promise<string | undefined> {
  if (!hasApp()) return undefined;
  if (!isBuilt()) {
    say("Building the app: once, until its sources change");
    await buildApp(place, processes);
  }
  processes.start(appCommand(place));
  const url = address(place.ports.app);
  await answers("app", url);
  return `http://localhost:${place.ports.app}`;
}

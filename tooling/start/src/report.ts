import { writeFileSync } from "node:fs";
import { DEMO_TOKEN } from "@v1/stack/demo-store";
import type { Stack } from "./bring-up.ts";
import { tally } from "./follow-sync.ts";
import { address } from "./settings.ts";
import type { Synced } from "./sync.ts";

const number = new Intl.NumberFormat("en");
const SHOWN = ["created", "updated", "unchanged", "failed"] as const;

/** What arrived, in one line, and why not all of it where that is so. */
export function arrived({ run }: Synced): string[] {
  const counts = SHOWN.map((name) => `${name} ${number.format(tally(run, name))}`);
  const rate = `${run.seconds.toFixed(1)} s, ${number.format(rateOf({ run }))} products a second`;
  const lines = [`Sync ${run.status}: ${counts.join(", ")} · ${rate}`];
  if (run.status === "awaiting_approval") {
    lines.push(
      "The store has so many products less that an owner has to approve their archiving. To begin anew instead: npm run reset",
    );
  }
  if (run.error) lines.push([run.error.message, run.error.hint].filter(Boolean).join(" "));
  return lines;
}

function rateOf({ run }: Pick<Synced, "run">): number {
  return run.seconds > 0 ? Math.round(tally(run, "read") / run.seconds) : 0;
}

interface Report {
  stack: Stack;
  /** Undefined where no run came about. */
  synced: Synced | undefined;
  app: string | undefined;
}

/** The same for programs. */
export function writeReport(file: string, { stack, synced, app }: Report): void {
  const { ports, database } = stack.place;
  const report = {
    status: synced?.run.status ?? null,
    run_id: synced?.run.id ?? null,
    brand_id: stack.seeded.brandId,
    connection_id: synced?.connectionId ?? null,
    tallies: synced?.run.tallies ?? {},
    seconds: synced?.run.seconds ?? 0,
    products_per_s: synced ? rateOf(synced) : 0,
    addresses: {
      app: app ?? null,
      api: address(ports.api),
      auth: address(ports.auth),
      store: address(ports.store),
      postgres: database.worker,
    },
    publishable_key: stack.place.secrets.publishableKey,
    sign_ins: stack.seeded.signIns,
  };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
}

/** Where to go and how to get in. */
export function welcome({ stack, app }: Pick<Report, "stack" | "app">): string[] {
  const [owner, member] = stack.seeded.signIns;
  const store = address(stack.place.ports.store);
  return [
    "",
    `  Open     ${app ?? `${address(stack.place.ports.api)} (the API; there is no app yet)`}`,
    `  Sign in  ${owner?.email} or ${member?.email}, password ${owner?.password}`,
    `  Store    ${store}, access token ${DEMO_TOKEN}; break and edit it at ${store}/__control`,
    "",
    `Ctrl-C stops everything. Logs are in ${stack.place.data}/logs.`,
  ];
}

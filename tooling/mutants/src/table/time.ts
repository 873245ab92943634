import type { Mutant } from "../mutant.ts";
import { DB, kill, rule, SYNC } from "./guards.ts";

/** What keeps a sync whole through kills, pauses, cancellations and changes of ownership. */
export const TIME: readonly Mutant[] = [
  {
    name: "lease check in the transaction",
    without: "the proof that the worker still holds the connection",
    file: `${DB}/merge/under-lease.ts`,
    search: "return rowCount === 1;",
    replace: "return rowCount !== null;",
    guard: kill("takeover", "paused between chunks"),
  },
  {
    name: "lease that ran out",
    without: "the end of a lease: its holder keeps it until it gives it back",
    file: `${DB}/merge/lease.ts`,
    search: "where connection_leases.expires_at < clock_timestamp()",
    replace: "where false",
    guard: kill("takeover", "paused between chunks"),
  },
  {
    name: "lease of a live worker",
    without: "respect for a lease that still runs",
    file: `${DB}/merge/lease.ts`,
    search: "where connection_leases.expires_at < clock_timestamp()",
    replace: "where true",
    guard: kill("takeover", "two workers that start at once"),
  },
  {
    name: "end of a silent transaction",
    without: "the limit on a worker that falls silent inside a chunk",
    file: `${DB}/merge/under-lease.ts`,
    search: `set local idle_in_transaction_session_timeout = \${Math.ceil(seconds * 1000)}`,
    replace: "set local idle_in_transaction_session_timeout = 0",
    guard: kill("takeover", "paused inside a chunk"),
  },
  {
    name: "run that ended meanwhile",
    without: "the second look at the run, once the connection is ours",
    file: `${SYNC}/session.ts`,
    search: "  const outcome = endOf(opened);\n  if (outcome) return outcome;\n",
    replace: "",
    guard: kill("takeover", "second delivery"),
  },
  {
    name: "checkpoint with its chunk",
    without: "the checkpoint that is committed with each chunk",
    file: `${DB}/merge/finish.ts`,
    search: "update sync_runs set checkpoint = :checkpoint::jsonb, tallies",
    replace: "update sync_runs set checkpoint = coalesce(checkpoint, :checkpoint::jsonb), tallies",
    guard: kill("takeover", "paused behind its last chunk"),
  },
  {
    name: "checkpoint under the lease",
    without: "the proof of the lease where the end of reading is kept",
    file: `${DB}/runs/finish-run.ts`,
    search: `  const done = await underLease(db, lease, async (client) => {
    await client.query(statement.text, [lease.brandId, runId, ...(statement.values ?? [])]);
    return true;
  });
  return done === true;`,
    replace: `  await db.pool.query(statement.text, [lease.brandId, runId, ...(statement.values ?? [])]);
  return true;`,
    guard: kill("takeover", "paused behind its last chunk"),
  },
  {
    name: "cancellation between chunks",
    without: "the look at a cancellation after each chunk",
    file: `${SYNC}/read-and-merge.ts`,
    search: "        if (merged.cancelRequested) throw new CancelRequested();\n",
    replace: "",
    guard: kill("takeover", "stops at the next chunk"),
  },
  {
    name: "cancellation while waiting",
    without: "the look at a cancellation with each heartbeat",
    file: `${SYNC}/session.ts`,
    search: "    else if (answer?.cancelRequested) stop.abort(new CancelRequested());\n",
    replace: "",
    guard: kill("takeover", "notices a cancellation"),
  },
  {
    name: "lent session that breaks",
    without: "the listener that keeps a broken session from ending the process",
    file: "packages/db/src/client.ts",
    search: '  pool.on("connect", (client) => client.on("error", () => {}));\n',
    replace: "",
    guard: kill("restart", "between two chunks"),
  },
  {
    name: "brand lock",
    without: "the lock that lets one writer at a time into a brand",
    file: `${DB}/merge/lease.ts`,
    search: "select pg_advisory_xact_lock(hashtextextended('brand:' || :brand::text, 0))",
    replace: "select :brand::text",
    guard: rule("planned-again", "a plan is made anew"),
  },
  {
    name: "ownership version",
    without: "the check that no owner changed since the plan was made",
    file: `${DB}/merge-chunk.ts`,
    search: '  if (rows[0]?.version !== input.ownership.version) return { status: "moved" };\n',
    replace: "",
    guard: rule("planned-again", "a plan is made anew"),
  },
  {
    name: "ownership held until commit",
    without: "the hold on the owners while a chunk is written",
    file: `${DB}/merge/lease.ts`,
    search: "where brand_id = :brand for share), 1)",
    replace: "where brand_id = :brand), 1)",
    guard: kill("takeover", "an owner waits"),
  },
  {
    name: "one active run",
    without: "the index that allows one active run per connection",
    file: "supabase/migrations/20261121062959_tables.sql",
    search: 'CREATE UNIQUE INDEX "sync_runs_active_unique"',
    replace: 'CREATE INDEX "sync_runs_active_unique"',
    guard: { file: "packages/db/src/guards.test.ts", test: "one active run per connection" },
  },
  {
    name: "retry of a lost transaction",
    without: "another attempt after a deadlock",
    file: "packages/db/src/retry.ts",
    search: "if (!lostAgainstAnother(error)) throw error;",
    replace: "throw error;",
    guard: { file: "packages/db/src/client.test.ts", test: "deadlock both succeed" },
  },
];

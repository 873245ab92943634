import { findStalledPublications } from "@v1/db/passports";
import type { JobsContext } from "../context.ts";

/** A worker moves a publication on every second or so. */
const SECONDS = 120;

/**
 * Offers publications to the queue again that nobody moves on. One that is worked on after all is not done
 * twice: its checkpoint moves under a lock.
 * @returns how many
 */
export async function resumePublications(
  { db, queue }: Pick<JobsContext, "db" | "queue">,
  { seconds = SECONDS } = {},
): Promise<number> {
  const stalled = await findStalledPublications(db, { seconds });
  const items = stalled.map((payload) => ({ payload, options: { key: payload.publicationId } }));
  if (items.length > 0) await queue.enqueueMany("publish-passports", items);
  return items.length;
}

import { readFieldSources } from "@v1/db/ownership";
import { type CompiledSource, compileSources, type FieldSources } from "../mapping/compile-sources.ts";
import type { Session } from "./session.ts";

const known = new WeakMap<Session, Promise<CompiledSource[]>>();

/**
 * The places that the brand chose for fields of this connection, read and compiled once per attempt. A
 * change during the run raises the mapping's version: what was merged before is merged again.
 */
export function sourcesOf(session: Session): Promise<CompiledSource[]> {
  const found = known.get(session);
  if (found) return found;
  const reading = readFieldSources(session.deps.db, session.run).then((stored) =>
    compileSources(stored as FieldSources),
  );
  known.set(session, reading);
  return reading;
}

import type { ImportDeps } from "@v1/integrations/imports";
import type { ApiDeps } from "../deps.ts";

/** What the verbs of imports work with, from what the API stands on. */
export function importDeps({ worker, files, queue }: ApiDeps): ImportDeps {
  return { db: worker, files, queue };
}

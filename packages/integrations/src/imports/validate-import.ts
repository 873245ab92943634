import { moveImport, standsElsewhere } from "@v1/db/imports";
import { getImport } from "./get-import.ts";
import type { ImportDeps, ImportJob, ImportScope } from "./types.ts";

/**
 * Has all rows of an import read, checked and kept, in a task. May be asked again after a change of
 * the mapping.
 * @throws AppError `conflict` where it is committed or cancelled
 */
export async function validateImport(
  deps: Pick<ImportDeps, "db" | "queue">,
  scope: ImportScope,
  { importId }: { importId: string },
): Promise<ImportJob> {
  const { status } = await getImport(deps, scope, importId);
  const ref = { brandId: scope.brandId, importId };
  const moved = await moveImport(deps.db, ref, {
    from: ["PENDING", "VALIDATING", "VALIDATED", "FAILED"],
    to: "VALIDATING",
    summary: null,
    failure: null,
  });
  if (!moved) throw standsElsewhere(status, "validated");
  await deps.queue.enqueue("validate-import", ref, { key: `validate ${importId}` });
  return getImport(deps, scope, importId);
}

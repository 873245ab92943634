import { AppError } from "@v1/core";
import { moveImport, standsElsewhere } from "@v1/db/imports";
import { z } from "zod";
import { LIMITS } from "../connectors/spreadsheet/limits.ts";
import { columnOf, type ImportMapping, importMapping } from "../connectors/spreadsheet/mapping.ts";
import { type Proposal, proposeMapping as propose } from "../connectors/spreadsheet/propose/propose.ts";
import { firstRows } from "./first-rows.ts";
import { getImport } from "./get-import.ts";
import { sheetFormat } from "./local-file.ts";
import { withImportFile } from "./start-import.ts";
import type { ImportDeps, ImportJob, ImportScope } from "./types.ts";

interface Look {
  importId: string;
  /** Of a workbook; the first one by default. */
  sheet?: string;
  /** Where headings begin, from 1; found out by default. */
  headerRow?: number;
  headerRows?: number;
}

/** How a file could be read, from its headings and first rows. Nothing is written. */
export async function proposeMapping(
  deps: Pick<ImportDeps, "db" | "files">,
  scope: ImportScope,
  { importId, sheet, headerRow, headerRows }: Look,
): Promise<Proposal> {
  const { file } = await getImport(deps, scope, importId);
  return withImportFile(deps, { brandId: scope.brandId, importId }, async ({ path, spillFolder }) => {
    const rows = await firstRows({
      path,
      format: sheetFormat(file),
      decimal: ".",
      spillFolder,
      ...(sheet === undefined ? {} : { sheet }),
    });
    const place = {
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(headerRows === undefined ? {} : { headerRows }),
    };
    const proposal = propose(rows, place);
    return sheet === undefined ? proposal : { ...proposal, mapping: { ...proposal.mapping, sheet } };
  });
}

/**
 * Says how a file is read. What was validated before is void.
 * @throws AppError `bad_request` for a mapping that cannot be, `conflict` while the import is worked on
 */
export async function setMapping(
  { db }: Pick<ImportDeps, "db">,
  scope: ImportScope,
  { importId, mapping }: { importId: string; mapping: z.input<typeof importMapping> },
): Promise<ImportJob> {
  const checked = checkMapping(mapping);
  const { status } = await getImport({ db }, scope, importId);
  const ref = { brandId: scope.brandId, importId };
  const moved = await moveImport(db, ref, {
    from: ["PENDING", "VALIDATED", "FAILED"],
    to: "PENDING",
    mapping: checked,
    summary: null,
    failure: null,
  });
  if (!moved) throw standsElsewhere(status, "mapped");
  return getImport({ db }, scope, importId);
}

function checkMapping(mapping: unknown): ImportMapping {
  const parsed = importMapping.safeParse(mapping);
  if (!parsed.success) {
    throw new AppError({
      code: "bad_request",
      message: "The mapping cannot be used.",
      hint: z.prettifyError(parsed.error).slice(0, 500),
      fields: Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message])),
    });
  }
  const { columns, groupBy } = parsed.data;
  const targets = columns.flatMap(({ target }) => (target === null ? [] : [target]));
  const twice = targets.find((target, at) => targets.indexOf(target) !== at);
  if (twice) throw refused(`Two columns are mapped to ${twice}.`, "Choose one of them; leave the other out.");
  if (columns.length > LIMITS.columns) throw refused("The mapping has too many columns.", "Leave some out.");
  const names = ["product.identifier", "variant.sku", "variant.barcode"] as const;
  if (groupBy === null && names.every((target) => columnOf(parsed.data, target) === null)) {
    throw refused(
      "No column says which product a row is.",
      "Map one to the product identifier, the SKU or the barcode, or choose a column to group by.",
    );
  }
  return parsed.data;
}

function refused(message: string, hint: string): AppError {
  return new AppError({ code: "bad_request", message, hint });
}

import { createReadStream } from "node:fs";
import { AppError } from "@v1/core";
import { createImport, ensureImportConnection, findImport } from "@v1/db/imports";
import { detectFormat } from "../connectors/spreadsheet/detect-format.ts";
import { badFile } from "../connectors/spreadsheet/limits.ts";
import { type ImportMapping, importMapping } from "../connectors/spreadsheet/mapping.ts";
import { ERROR_HEADER, proposeMapping } from "../connectors/spreadsheet/propose/propose.ts";
import { newId } from "../sync/ids.ts";
import { firstRows } from "./first-rows.ts";
import { getImport } from "./get-import.ts";
import { type LocalFile, withLocalFile } from "./local-file.ts";
import type { FileFormat, ImportDeps, ImportJob, ImportScope } from "./types.ts";

export interface NewFile {
  filename: string;
  body: AsyncIterable<Uint8Array>;
  /** Name of the connection that its imports share; "Spreadsheets" by default. */
  source?: string;
  /** The import whose error report this file is, corrected: its mapping and source are taken over. */
  correctionOf?: string;
  /** True where somebody has to look over new colours, sizes, materials and categories first. */
  requiresValueApproval?: boolean;
}

const MIME = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/**
 * Takes a file in: stores it, finds out what it is, and proposes how to read it. Nothing is kept of a
 * file that cannot be read.
 * @throws AppError `bad_request` with what to do about the file
 */
export async function startImport(deps: ImportDeps, scope: ImportScope, input: NewFile): Promise<ImportJob> {
  const { brandId, userId } = scope;
  const corrected = input.correctionOf ? await getImport(deps, scope, input.correctionOf) : null;
  const importId = newId();
  await withLocalFile(input.body, async (file) => {
    const { format, mapping } = await look(file, corrected);
    const source = corrected?.source ?? nameOf(input.source);
    const connectionId =
      corrected?.connectionId ?? (await ensureImportConnection(deps.db, { brandId, source, userId }));
    const key = `imports/${importId}.${format.kind}`;
    await deps.files.put({ brandId, key }, createReadStream(file.path));
    await createImport(deps.db, {
      id: importId,
      brandId,
      connectionId,
      filename: input.filename.replaceAll(/\p{C}/gu, "").slice(0, 200) || "file",
      file: { key, bytes: file.bytes, mimeType: MIME[format.kind] },
      format,
      mapping,
      correctionOf: corrected?.id ?? null,
      requiresValueApproval: input.requiresValueApproval ?? corrected?.requiresValueApproval ?? false,
      userId,
    }).catch(async (error: unknown) => {
      await deps.files.remove({ brandId, key });
      throw error;
    });
  });
  return getImport(deps, scope, importId);
}

async function look(
  file: LocalFile,
  corrected: ImportJob | null,
): Promise<{ format: FileFormat; mapping: ImportMapping }> {
  const found = await detectFormat(file.path, file.encoding);
  const { path, spillFolder } = file;
  const rows = await firstRows({ path, format: found, decimal: ".", spillFolder });
  if (!rows.some(({ cells }) => cells.length > 0)) {
    throw badFile("The file has no rows.", "Upload a file with a heading row and products below it.");
  }
  const { headers, mapping } = proposeMapping(rows);
  const format: FileFormat = {
    ...("sheets" in found ? { kind: found.kind, sheets: [...found.sheets] } : found),
    bytes: file.bytes,
    isReport: headers.at(-1) === ERROR_HEADER,
  };
  return { format, mapping: corrected ? takenOver(mapping, corrected.mapping) : mapping };
}

/** The mapping of the import that is corrected, by headings: the report has them in one row. */
function takenOver(proposed: ImportMapping, before: ImportMapping): ImportMapping {
  const targets = new Map(before.columns.map(({ header, target }) => [header, target]));
  const columns = proposed.columns.map((entry) => ({ ...entry, target: targets.get(entry.header) ?? null }));
  const grouped = before.columns.find(({ column }) => column === before.groupBy)?.header;
  const { sheet: _, ...kept } = before;
  return importMapping.parse({
    ...kept,
    headerRow: proposed.headerRow,
    headerRows: proposed.headerRows,
    columns,
    groupBy: columns.find(({ header }) => header === grouped)?.column ?? null,
  });
}

function nameOf(source: string | undefined): string {
  const name = (source ?? "").trim() || "Spreadsheets";
  if (name.length <= 100) return name;
  throw new AppError({
    code: "bad_request",
    message: "The source's name is longer than 100 characters.",
    hint: "Choose a shorter name.",
  });
}

/** @throws AppError `not_found` where the file was removed */
export async function withImportFile<T>(
  deps: Pick<ImportDeps, "db" | "files">,
  { brandId, importId }: { brandId: string; importId: string },
  work: (file: LocalFile) => Promise<T>,
): Promise<T> {
  const { fileKey } = await findImport(deps.db, { brandId, importId });
  const body = await deps.files.get({ brandId, key: fileKey ?? "missing" });
  return withLocalFile(body, work);
}

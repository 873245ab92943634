export type { ImportMapping } from "../connectors/spreadsheet/mapping.ts";
export { importMapping } from "../connectors/spreadsheet/mapping.ts";
export type { Proposal } from "../connectors/spreadsheet/propose/propose.ts";
export {
  type ImportTarget,
  MAPPABLE_FIELDS,
  type MappableField,
  TARGETS,
  type TargetInfo,
} from "../connectors/spreadsheet/targets.ts";
export { cancelImport, commitImport, settleImport } from "./commit-import.ts";
export { errorReport, type Report } from "./error-report.ts";
export { getImport, listImports } from "./get-import.ts";
export { listImportRows } from "./list-rows.ts";
export { proposeMapping, setMapping } from "./mapping.ts";
export { previewImport } from "./preview-import.ts";
export { importConnector } from "./product-source.ts";
export { runValidation } from "./run-validation.ts";
export { type NewFile, startImport } from "./start-import.ts";
export * from "./types.ts";
export { listUnknownValues, mapValue } from "./unknown-values.ts";
export { validateImport } from "./validate-import.ts";

export type { ConflictFilter, ConflictSearch } from "./conflicts/filter.ts";
export * from "./conflicts/get-conflict.ts";
export {
  type Conflict,
  type ConflictCount,
  countConflicts,
  countOpenConflicts,
  listConflicts,
} from "./conflicts/list-conflicts.ts";
export { readInbox } from "./conflicts/read-inbox.ts";
export { resolveConflicts } from "./conflicts/resolve-conflicts.ts";
export { takeTheirs } from "./conflicts/take-theirs.ts";
export * from "./explain/list-history.ts";
export * from "./explain/observations.ts";
export * from "./explain/value-facts.ts";
export {
  type MappedConnection,
  readFieldSources,
  readMapping,
  type SourcesChange,
  type StoredSource,
  saveFieldSources,
} from "./mapping/field-sources.ts";
export * from "./owners/coverage.ts";
export * from "./owners/list-owners.ts";
export { type OnNullChange, setOnNull } from "./owners/set-on-null.ts";
export { listPins, type PinFilter, type PinRow } from "./pins/list-pins.ts";
export { type NewPin, pinField } from "./pins/pin-field.ts";
export { liftExpired, type Unpinned, unpin } from "./pins/unpin.ts";
export * from "./previews/keep-preview.ts";
export * from "./previews/read-preview.ts";
export { type RehearsedChunk, rehearseChunks } from "./previews/rehearse-chunk.ts";
export { startPreview } from "./previews/start-preview.ts";
export { takePreviewOver } from "./previews/take-over.ts";
export { startReplay } from "./replay/start-replay.ts";
export { listPendingLinks, listReplay, readStored } from "./replay/stored-records.ts";
export { ignoreReview, linkReview, reopenReview, unlinkReview } from "./reviews/decide-review.ts";
export { getReview, type Review } from "./reviews/get-review.ts";
export * from "./transfer/adopt-chunk.ts";
export { changeOwners, type OwnerChange, type OwnerRef } from "./transfer/change-owners.ts";
export { failAdoption } from "./transfer/fail-adoption.ts";
export {
  type AdoptionCounts,
  previewTransfer,
  type TransferCounts,
} from "./transfer/preview-transfer.ts";
export { listRegroupings, type Regrouping } from "./transfer/regrouping.ts";
export * from "./undo/preview-undo.ts";
export { failUndo, startUndo } from "./undo/start-undo.ts";
export { type UndoStep, undoChunk } from "./undo/undo-chunk.ts";

export { adoptWaiting, driveAdoption } from "./drive-adoption.ts";
export * from "./list-owners.ts";
export { previewTransfer } from "./preview-transfer.ts";
export { previewPromote, promote } from "./promote.ts";
export { resolveConflict, resolveMany } from "./resolve-conflicts.ts";
export { clearOwner, transferOwnership } from "./transfer-ownership.ts";
export type { OwnershipDeps, OwnershipScope } from "./types.ts";

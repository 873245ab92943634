export { diffPassport, type PassportDiff } from "./diff.ts";
export { drivePublication } from "./drive-publication.ts";
export { listPending, type PendingPassport } from "./list-pending.ts";
export { publishAfterRun, publishPassports } from "./publish.ts";
export type { PassportChange, PassportDeps, PassportScope } from "./types.ts";

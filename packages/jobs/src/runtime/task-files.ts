import type { TaskName } from "../payloads.ts";

/** Where each task is defined. Loaded only where tasks run, once a catalog listens. */
export const taskFiles = {
  "sync-connection": () => import("../tasks/sync-connection.ts"),
  "schedule-syncs": () => import("../tasks/schedule-syncs.ts"),
  "lift-expired-pins": () => import("../tasks/lift-expired-pins.ts"),
  "expire-data": () => import("../tasks/expire-data.ts"),
  "erase-brand": () => import("../tasks/erase-brand.ts"),
  "validate-import": () => import("../tasks/validate-import.ts"),
  "commit-import": () => import("../tasks/commit-import.ts"),
  "transfer-ownership": () => import("../tasks/transfer-ownership.ts"),
  "preview-sync": () => import("../tasks/preview-sync.ts"),
  "undo-run": () => import("../tasks/undo-run.ts"),
  "publish-passports": () => import("../tasks/publish-passports.ts"),
} satisfies Record<TaskName, () => Promise<unknown>>;

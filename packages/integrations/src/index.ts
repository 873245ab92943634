export { approveRun, type RunRequest, requestCancel, startRun, type Tallies } from "@v1/db/sync";
export { storedRenewals } from "./auth/stored-renewals.ts";
export {
  type ConnectDeps,
  type ConnectInput,
  connect,
  disconnectConnection,
  reconnectConnection,
} from "./connections/connect.ts";
export {
  beginSignIn,
  beginSignInAgain,
  type NewSignIn,
  signInFields,
  signInOf,
} from "./connections/sign-in/begin.ts";
export { type FinishedSignIn, finishSignIn } from "./connections/sign-in/finish.ts";
export { tryCredentials } from "./connections/try-credentials.ts";
export { CONNECTOR_SLUGS, type ConnectorSlug, connectors } from "./connectors/registry.ts";
export {
  type BulkFileConfig,
  type BulkFileRead,
  readBulkFile,
  shopifyBulkFile,
} from "./connectors/shopify/bulk-file.ts";
export { shopify } from "./connectors/shopify/connector.ts";
export { createHttpClient, type HttpClientOptions, type ProcessClient } from "./http/client.ts";
export { guardConnection } from "./http/connection-guard.ts";
export { postgresRates } from "./http/rates.ts";
export * from "./kit/connector.ts";
export * from "./kit/http.ts";
export type { Ahead } from "./sync/ahead.ts";
export { newId, newUpid } from "./sync/ids.ts";
export { removeOldSpillFolders } from "./sync/spill-folder.ts";
export { syncConnection } from "./sync/sync-connection.ts";
export type { SyncDeps, SyncEvent, SyncFailure, SyncJob, SyncOutcome } from "./sync/types.ts";

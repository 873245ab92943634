export {
  type ApiKeyClaims,
  asApiKey,
  asUser,
  type OpenOptions,
  openDb,
  openWorkerDb,
  ping,
  type Tx,
  type UserClaims,
  type UserDb,
  type WorkerDb,
} from "./client.ts";
export { type DbEnv, dbEnv } from "./env.ts";
export type { Page, PageRequest } from "./page.ts";
export { ensureUser } from "./queries/core/ensure-user.ts";
export { type BrandMembership, findMembership } from "./queries/core/find-membership.ts";
export { type BrandSummary, listBrands } from "./queries/core/list-brands.ts";
export { type ConnectionSummary, listConnections } from "./queries/integrations/list-connections.ts";
export { getProduct, type ProductDetail } from "./queries/products/get-product.ts";
export { listProducts, type ProductSummary } from "./queries/products/list-products.ts";
export { getRun, type Run } from "./queries/sync/get-run.ts";
export { listRunErrors, type RunError } from "./queries/sync/list-run-errors.ts";
export { listRuns } from "./queries/sync/list-runs.ts";
export { lostAgainstAnother, retryTransaction, sqlState } from "./retry.ts";
export type { Role } from "./schema/core/users-on-brand.ts";
export { type BrandScope, brandScope } from "./scope.ts";

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
export * from "./queries/index.ts";
export { isLasting, lostAgainstAnother, retryTransaction, sqlState } from "./retry.ts";
export type { Role } from "./schema/core/users-on-brand.ts";
export { PRODUCT_STATUSES, type ProductStatus } from "./schema/products/products.ts";
export { type BrandScope, brandScope } from "./scope.ts";

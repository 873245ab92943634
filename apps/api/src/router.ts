import { apiKeysRouter } from "./routers/api-keys.ts";
import { brandRouter } from "./routers/brand.ts";
import { catalogRouter } from "./routers/catalog.ts";
import { importsRouter } from "./routers/imports.ts";
import { integrationsRouter } from "./routers/integrations.ts";
import { internalRouter } from "./routers/internal.ts";
import { passportsRouter } from "./routers/passports.ts";
import { productsRouter } from "./routers/products.ts";
import { userRouter } from "./routers/user.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  user: userRouter,
  brand: brandRouter,
  apiKeys: apiKeysRouter,
  products: productsRouter,
  passports: passportsRouter,
  catalog: catalogRouter,
  integrations: integrationsRouter,
  imports: importsRouter,
  internal: internalRouter,
});

export type AppRouter = typeof appRouter;

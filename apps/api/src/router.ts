import { brandRouter } from "./routers/brand.ts";
import { integrationsRouter } from "./routers/integrations.ts";
import { productsRouter } from "./routers/products.ts";
import { userRouter } from "./routers/user.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  user: userRouter,
  brand: brandRouter,
  products: productsRouter,
  integrations: integrationsRouter,
});

export type AppRouter = typeof appRouter;

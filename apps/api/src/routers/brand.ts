import { asUser, listBrands } from "@v1/db";
import { router, userProcedure } from "../trpc.ts";

export const brandRouter = router({
  /** The user's brands with name and role. */
  list: userProcedure.query(({ ctx }) => asUser(ctx.deps.db, ctx.claims, (tx) => listBrands(tx))),
});

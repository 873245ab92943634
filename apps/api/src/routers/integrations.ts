import { asUser } from "@v1/db";
import { z } from "zod";
import { router, userProcedure } from "../trpc.ts";
import { integrationCatalog, integrationDetail } from "../verbs/integration-catalog.ts";
import { connectionsRouter } from "./connections.ts";
import { conflictsRouter } from "./ownership/conflicts.ts";
import { explainProcedure, historyProcedure } from "./ownership/explain.ts";
import { mappingRouter } from "./ownership/mapping.ts";
import { ownersRouter } from "./ownership/owners.ts";
import { pinsRouter } from "./ownership/pins.ts";
import { previewRouter } from "./ownership/preview.ts";
import { replayRouter } from "./ownership/replay.ts";
import { reviewsRouter } from "./ownership/reviews.ts";
import { undoRouter } from "./ownership/undo.ts";
import { runsRouter } from "./runs.ts";
import { signInRouter } from "./sign-in.ts";

const catalogRouter = router({
  list: userProcedure.query(({ ctx }) =>
    asUser(ctx.deps.db, ctx.claims, (tx) => integrationCatalog(ctx.deps, tx)),
  ),

  /** With the JSON Schemas that the forms are drawn from. */
  get: userProcedure
    .input(z.object({ slug: z.string().max(100) }))
    .query(({ ctx, input }) =>
      asUser(ctx.deps.db, ctx.claims, (tx) => integrationDetail(ctx.deps, tx, input.slug)),
    ),
});

export const integrationsRouter = router({
  catalog: catalogRouter,
  connections: connectionsRouter,
  signIn: signInRouter,
  runs: runsRouter,
  owners: ownersRouter,
  mapping: mappingRouter,
  pins: pinsRouter,
  explain: explainProcedure,
  history: historyProcedure,
  conflicts: conflictsRouter,
  reviews: reviewsRouter,
  preview: previewRouter,
  replay: replayRouter,
  undo: undoRouter,
});

import type { ReferenceKind } from "@v1/core";
import type { ClientBase, QueryResultRow } from "pg";
import * as create from "./merge/create.ts";
import { insertProductProvenance, insertVariantProvenance } from "./merge/created-provenance.ts";
import * as finish from "./merge/finish.ts";
import * as history from "./merge/history.ts";
import * as links from "./merge/links.ts";
import * as update from "./merge/update.ts";
import * as claims from "./plan/claims.ts";
import * as effects from "./plan/effects.ts";
import * as match from "./plan/match.ts";
import * as references from "./plan/references.ts";
import * as undone from "./plan/undone.ts";
import { variantMatches } from "./plan/variant-matches.ts";
import type { ChunkShape } from "./shape.ts";
import { execute, type Params, refill } from "./statement.ts";
import { NO_TALLIES, type Tallies } from "./types.ts";
import * as steps from "./wave-steps.ts";

const EXISTING = `
select coalesce(bool_or(writes and not is_new or revives), false) as exists,
  coalesce(bool_or(outcome = 'late' and revives), false) as late
from m_products`;

/** One wave of one chunk: plan and merge of records that do not compete with each other. */
export class Wave {
  readonly #step: steps.Do = (name, text) => this.#do(name, text);
  readonly #client: ClientBase;
  readonly #shape: ChunkShape;
  readonly #params: Params;
  /** False for later waves of a chunk, which find its tables made and empty. */
  readonly #isFirst: boolean;
  /** False where records wait for another wave. */
  readonly #isLast: boolean;
  /** False where all records are new and no two name the same thing. */
  readonly #mayCompete: boolean;
  #holds = false;
  /** True where a record is back that calls itself older than what it said. */
  #hasLate = false;

  /** Records that were linked to a product for the first time, once the wave has run. */
  linked = 0;

  constructor(
    client: ClientBase,
    shape: ChunkShape,
    options: { params: Params; isFirst: boolean; mayCompete: boolean },
  ) {
    this.#client = client;
    this.#mayCompete = options.mayCompete;
    this.#shape = shape;
    this.#params = options.params;
    this.#isFirst = options.isFirst;
    this.#isLast = !(options.params.blocked as unknown[]).length;
  }

  async run(options: { judgesConflicts: boolean }): Promise<Tallies> {
    await this.#match();
    const hasExisting = await this.#settle();
    await this.#claim();
    if (hasExisting) {
      await this.#planEffects();
      await this.#writeExisting();
    }
    await this.#writeNew();
    await this.#writeLinks(hasExisting);
    await this.#writeHistory(hasExisting);
    const judged = options.judgesConflicts ? await steps.judgeConflicts(this.#step, null) : {};
    const { rows } = await this.#do<Tallies>("tally", finish.waveTallies);
    return { ...NO_TALLIES, ...rows[0], ...judged };
  }

  async #match(): Promise<void> {
    await this.#do("match products", match.matchProducts);
    await this.#do("analyze matches", "analyze m_products (ordinal, product_id)");
    await this.#do("record outcome errors", history.outcomeErrors);
  }

  /** Resolves every name, finds our variants; true where some records exist already. */
  async #settle(): Promise<boolean> {
    await this.#resolve();
    const { rows } = await this.#do<{ exists: boolean; late: boolean }>("look for existing", EXISTING);
    const hasExisting = rows[0]?.exists ?? true;
    this.#hasLate = rows[0]?.late ?? true;
    await this.#matchVariants(hasExisting);
    if (hasExisting) await this.#nameSeeds();
    if (!this.#params.may_create) {
      await this.#do("report unmatched variants", match.reportUnmatchedVariants);
    }
    await steps.settleLists(this.#step, this.#shape);
    await this.#do("find gone variants", hasExisting ? claims.goneVariants : claims.noGoneVariants);
    const moved = await this.#do("find moved variants", claims.movedVariants);
    return hasExisting || Boolean(moved.rowCount);
  }

  async #matchVariants(hasExisting: boolean): Promise<void> {
    if (!hasExisting && this.#params.may_create) {
      await this.#do("match variants", match.newVariants);
      if (!this.#isLast) {
        await this.#do("find linked variants", match.noLinkedVariants);
        await this.#do("find free variants", match.noFreeVariants);
      }
      return;
    }
    await this.#do("find linked variants", match.linkedVariants);
    const { rows } = await this.#do<{ unlinked: boolean }>("look for unlinked", match.anythingUnlinked);
    await this.#do("find free variants", rows[0]?.unlinked ? match.freeVariants : match.noFreeVariants);
    await this.#do(
      "analyze free variants",
      "analyze w_linked (ordinal, position, variant_id, is_new); analyze w_free (ordinal)",
    );
    await this.#do("match variants", variantMatches(this.#shape));
  }

  /** Every name that is asserted, to an entity of the brand. */
  async #resolve(): Promise<void> {
    await this.#do("resolve references", references.resolveReferences(this.#shape));
    await this.#do("analyze references", references.analyzeReferences);
    const { rows } = await this.#do<{ kind: string; missing: number; unlinked: number; unmapped: number }>(
      "count missing references",
      references.missingReferences,
    );
    for (const row of rows) {
      if (row.missing > 0) {
        await this.#do(
          `create ${row.kind}`,
          references.createReferences(this.#shape, row.kind as ReferenceKind),
        );
      }
    }
    if (rows.some((row) => row.unlinked > 0)) await this.#do("link references", references.linkReferences);
    if (rows.some((row) => row.unmapped > 0)) {
      await this.#do("list categories", references.listUnmappedCategories);
      if (references.ownsCategory(this.#shape))
        await this.#do("report categories", references.reportUnmappedCategories);
    }
  }

  async #nameSeeds(): Promise<void> {
    const text = references.seededNames(this.#shape);
    if (!text) return;
    const { rows } = await this.#do<{ kind: ReferenceKind; missing: boolean }>("name seeds", text);
    for (const kind of new Set(rows.filter(({ missing }) => missing).map((row) => row.kind))) {
      await this.#do(`create ${kind}`, references.createReferences(this.#shape, kind));
    }
    if (rows.length > 0) await this.#do("link references", references.linkReferences);
  }

  /** SKUs and barcodes are decided before effects, so that a refused one is simply absent. */
  async #claim(): Promise<void> {
    this.#holds = await undone.liftUndone(this.#client, this.#params, this.#shape.owned);
    if (this.#holds) await this.#do("lift listed", undone.liftListed);
    for (const text of claims.refuseSeeds(this.#shape)) await this.#do("refuse seeds", text);
    if (!this.#mayCompete) return;
    await steps.settleCodes(this.#step, this.#shape, this.#holds);
  }

  async #planEffects(): Promise<void> {
    await steps.standingLists(this.#step, this.#shape);
    const heeding = (text: string | null) => text && undone.heed(text, this.#holds);
    await this.#optional("plan product effects", heeding(effects.productEffects(this.#shape)));
    await this.#optional("plan variant effects", heeding(effects.variantEffects(this.#shape)));
    await steps.planLists(this.#step, this.#shape, this.#holds);
    await this.#do(
      "analyze effects",
      "analyze w_effects (ordinal, product_id, variant_id, field_key, effect)",
    );
  }

  async #writeExisting(): Promise<void> {
    await this.#do("tombstone variants", update.tombstoneVariants);
    await this.#optional("vacate codes", update.vacateClaimed(this.#shape));
    await this.#do("revive variants", update.reviveVariants);
    if (this.#hasLate) await this.#reviveLate();
    await this.#do("restore products", update.restoreProducts);
    await this.#writeValues();
  }

  /** Made and dropped by each wave that has any: nearly none has. */
  async #reviveLate(): Promise<void> {
    await execute(this.#client, { name: "find late variants", text: update.lateVariants }, this.#params);
    for (const text of update.reviveLateVariants) await this.#do("revive late variants", text);
  }

  async #writeValues(): Promise<void> {
    await this.#optional("update products", update.updateProducts(this.#shape));
    await this.#optional("update variants", update.updateVariants(this.#shape));
    await steps.replaceLists(this.#step, this.#shape);
    await this.#do("touch products", update.touchProducts);
  }

  async #writeNew(): Promise<void> {
    await this.#do("insert products", create.insertProducts(this.#shape));
    await this.#do("insert variants", create.insertVariants(this.#shape));
    await this.#writeCollections();
  }

  async #writeCollections(): Promise<void> {
    await this.#optional("write environment", create.upsertEnvironment(this.#shape));
    await steps.insertLists(this.#step);
  }

  async #writeLinks(hasExisting: boolean): Promise<void> {
    this.linked = (await this.#do("insert product links", links.insertProductLinks)).rowCount ?? 0;
    await this.#linkVariants(hasExisting);
    const { rows } = await this.#do<Record<"linked" | "late" | "led" | "gone", boolean>>(
      "look for old links",
      links.anyOldLinks,
    );
    const [old] = rows;
    if (old?.led) await this.#do("yield lead", links.yieldLead);
    if (old?.linked) await this.#do("update product links", links.updateProductLinks);
    if (old?.late) for (const text of links.reviveLate) await this.#do("revive late links", text);
    if (old?.gone) await this.#do("mark gone variant links", links.markGoneVariantLinks);
    await this.#do("write states", links.upsertStates);
  }

  async #linkVariants(hasExisting: boolean): Promise<void> {
    const made = await this.#do("insert new variant links", links.insertNewVariantLinks);
    const { rows } = await this.#do<{ expected: number }>(
      "count new variant links",
      "select count(*)::int as expected from m_variants where product_is_new",
    );
    const taken = (rows[0]?.expected ?? 0) > (made.rowCount ?? 0);
    if (taken) {
      await this.#do("find variants moved to new products", claims.movedToNew);
      await this.#do("tombstone variants", update.tombstoneVariants);
      await this.#do("touch products", update.touchProducts);
    }
    if (hasExisting || taken) await this.#do("insert variant links", links.insertVariantLinks);
  }

  async #writeHistory(hasExisting: boolean): Promise<void> {
    await this.#do("insert product provenance", insertProductProvenance(this.#shape));
    await this.#optional("insert variant provenance", insertVariantProvenance(this.#shape));
    if (hasExisting) await this.#do("update provenance", history.upsertProvenance);
    await this.#do("insert changes", history.insertChanges);
    await this.#do("queue search", finish.queueSearch);
    await this.#do("list reviews", history.upsertReviews);
    await this.#do("resolve reviews", history.resolveReviews);
  }

  #optional(name: string, text: string | null): Promise<unknown> {
    return text ? this.#do(name, text) : Promise.resolve();
  }

  #do<Row extends QueryResultRow>(name: string, text: string) {
    const statement = { name, text: this.#isFirst ? text : refill(text) };
    return execute<Row>(this.#client, statement, this.#params);
  }
}

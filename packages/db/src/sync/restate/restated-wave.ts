import { fieldDefinition, type ReferenceKind } from "@v1/core";
import type { ClientBase, QueryResultRow } from "pg";
import * as create from "../merge/create.ts";
import * as finish from "../merge/finish.ts";
import * as history from "../merge/history.ts";
import * as update from "../merge/update.ts";
import * as claims from "../plan/claims.ts";
import * as collections from "../plan/collections.ts";
import * as effects from "../plan/effects.ts";
import * as records from "../plan/records.ts";
import * as references from "../plan/references.ts";
import * as undone from "../plan/undone.ts";
import { type ChunkShape, productSide, variantSide } from "../shape.ts";
import { execute, type Params } from "../statement.ts";
import { NO_TALLIES, type Tallies } from "../types.ts";
import * as steps from "../wave-steps.ts";
import { heardOthers, type Narrow, NO_ENVIRONMENT, narrowed, OTHERS_ALONE } from "./narrowed.ts";
import { anyJoin, placeByPlace, restateProvenance } from "./provenance.ts";

/** What a sync's wave counts, as far as it can happen to rows that stand: those without an effect are unchanged. */
const TALLIES = `
with changed as materialized (
  select product_id, variant_id from w_effects where effect in ('set', 'clear', 'inherit')
), counted as (
  select (select count(*) from (select distinct product_id from changed) x)::int as updated
)
select updated, (select count(*) from m_products)::int - updated as unchanged,
  (select count(distinct variant_id) from changed where variant_id is not null)::int as "variantsUpdated",
  (select count(*) from changed)::int as changes
from counted`;

const ANY_OTHERS = "select exists (select from r_assertions where connection_id <> :connection) as any";

/** What the restated fields make necessary at all. */
interface Facets {
  lists: boolean;
  names: boolean;
  environment: boolean;
  codes: boolean;
  /** Something beside columns of `products` changes, so that the product counts as changed with it. */
  apart: boolean;
  sides: ("product" | "variant")[];
}

function facetsOf(shape: ChunkShape): Facets {
  const lists = [...shape.product, ...shape.variant].some((key) => fieldDefinition(key).columns.length === 0);
  const products = productSide(shape).owned;
  const variants = variantSide(shape).owned;
  return {
    lists,
    names: lists || [...products, ...variants].some(({ reference }) => reference !== null),
    environment: products.some(({ definition }) => definition.table),
    codes: claims.claimedFields(shape).length > 0,
    apart: lists || variants.length > 0 || products.some(({ definition }) => definition.table),
    sides: shape.variant.length > 0 ? ["product", "variant"] : ["product"],
  };
}

/**
 * A wave over rows that stand already: the very statements that decide and write in a sync's, without those
 * that match, link, make or retire, and without those that would find nothing of these fields. What was
 * archived stays so.
 */
export class RestatedWave {
  readonly #step: steps.Do = (name, text) => this.#do(name, text);
  readonly #client: ClientBase;
  readonly #shape: ChunkShape;
  readonly #params: Params;
  readonly #facets: Facets;
  readonly #ownsAll: boolean;
  readonly #hears: boolean;
  /** What the planner's statements see of the tables. */
  readonly #seen: Narrow;

  /**
   * @param ownsAll the connection owns every restated field
   * @param hears what others say of products is among the assertions
   */
  constructor(
    client: ClientBase,
    shape: ChunkShape,
    options: { params: Params; ownsAll: boolean; hears: boolean },
  ) {
    this.#client = client;
    this.#ownsAll = options.ownsAll;
    this.#hears = options.hears;
    this.#shape = shape;
    this.#params = options.params;
    this.#facets = facetsOf(shape);
    this.#seen = this.#facets.environment ? {} : NO_ENVIRONMENT;
  }

  /** The plan alone, as effects; names that nobody has written down yet are, so that they compare. */
  async plan(): Promise<void> {
    const { lists, names } = this.#facets;
    if (names) await collections.readCollections(this.#shape, (name, text) => this.#do(name, text));
    if (names) await this.#resolve();
    if (lists) {
      await steps.settleLists(this.#step, this.#shape);
      await steps.standingLists(this.#step, this.#shape);
    }
    await this.#do("find gone variants", claims.noGoneVariants);
    const holds = await undone.liftUndone(this.#client, this.#params, this.#shape.owned);
    await this.#claim(holds);
    await this.#planEffects(holds);
  }

  /** @returns what was done; `updated` counts products, `changes` fields */
  async write(): Promise<Tallies> {
    await this.#optional("vacate codes", update.vacateClaimed(this.#shape));
    await this.#optional("update products", update.updateProducts(this.#shape));
    await this.#optional("update variants", update.updateVariants(this.#shape));
    await this.#optional("write environment", create.upsertEnvironment(this.#shape));
    if (this.#facets.lists) {
      await steps.replaceLists(this.#step, this.#shape);
      await steps.insertLists(this.#step);
    }
    if (this.#facets.apart) await this.#do("touch products", update.touchProducts);
    await this.#backValues();
    const changes = this.#ownsAll ? history.insertChangesOnce : history.insertChanges;
    await this.#do("insert changes", changes);
    await this.#do("queue search", finish.queueSearch);
    // Of the restated fields alone: the others stand as they were judged.
    const others = await this.#others();
    const judged = await steps.judgeConflicts(this.#step, this.#shape.owned, (text) =>
      narrowed(text, { ...this.#seen, ...others }),
    );
    const { rows } = await this.#do<Tallies>("tally", TALLIES);
    return { ...NO_TALLIES, ...rows[0], ...judged };
  }

  async #backValues(): Promise<void> {
    await this.#do("join by place", placeByPlace);
    await this.#do("update provenance", restateProvenance(this.#facets.sides, this.#shape.owned.size));
    await this.#do("join anyhow", anyJoin);
  }

  /** Of whom conflicts are judged, where not of everybody. */
  async #others(): Promise<Narrow> {
    if (!this.#ownsAll) return {};
    if (!this.#hears) return OTHERS_ALONE;
    const { rows } = await this.#do<{ any: boolean }>("look for others", ANY_OTHERS);
    const any = rows[0]?.any ?? true;
    if (any) await this.#do("index others", "create index on r_assertions (product_id)");
    return heardOthers(any);
  }

  async #resolve(): Promise<void> {
    await this.#do("resolve references", references.resolveReferences(this.#shape));
    await this.#do("analyze references", references.analyzeReferences);
    const { rows } = await this.#do<{ kind: string; missing: number }>(
      "count missing references",
      references.missingReferences,
    );
    // What is restated was linked and listed when it was said, or is our own name for it.
    for (const { kind, missing } of rows) {
      if (missing === 0) continue;
      await this.#do(`create ${kind}`, references.createReferences(this.#shape, kind as ReferenceKind));
    }
  }

  async #claim(holds: boolean): Promise<void> {
    if (!this.#facets.codes) return;
    await this.#do("find holders", records.holders("select product_id from m_products"));
    await steps.settleCodes(this.#step, this.#shape, holds);
  }

  async #planEffects(holds: boolean): Promise<void> {
    const heeding = (text: string | null) => text && undone.heed(text, holds);
    const ofProducts = effects.productEffects(this.#shape);
    await this.#optional("plan product effects", heeding(ofProducts && narrowed(ofProducts, this.#seen)));
    await this.#optional("plan variant effects", heeding(effects.variantEffects(this.#shape)));
    if (this.#facets.lists) await steps.planLists(this.#step, this.#shape, holds);
    const analyze = "analyze w_effects (ordinal, product_id, variant_id, field_key, effect)";
    await this.#do("analyze effects", analyze);
  }

  #optional(name: string, text: string | null): Promise<unknown> {
    return text ? this.#do(name, text) : Promise.resolve();
  }

  #do<Row extends QueryResultRow>(name: string, text: string) {
    return execute<Row>(this.#client, { name, text }, this.#params);
  }
}

import { bare, issue, record, variant } from "../../sync/testing/records.ts";
import type { SourceState } from "./parts.ts";
import { asserted, INHERIT, PLACES, type Word } from "./places.ts";

export function nothingSaid(): SourceState {
  const silent = () => PLACES.map(() => undefined);
  return {
    said: silent(),
    broken: false,
    away: false,
    drops: false,
    member: false,
    moved: { record: false, member: false },
    memberSaid: silent().map((_, place) => (place === 0 ? "m" : undefined)),
  };
}

/** What a source holds of a product, as a record of its own. */
export function recordOf(product: number, { said, broken, drops, moved }: SourceState) {
  const sku = { "variant.sku": `S${product}` };
  const variants = drops ? [] : [variant(`v${product}`, { ...sku, ...observedOn(said, true) })];
  const issues = broken ? [issue("product.gender")] : [];
  return record(String(product), observedOn(said, false), {
    variants,
    issues,
    groupKey: styleOf(product, moved.record),
  });
}

/** Behind all others in its source. */
export function memberId(product: number): string {
  return String(100 + product);
}

/** What it says of the product counts where it leads; what tells its variant apart is its own. */
export function memberOf(product: number, connection: number, { memberSaid, moved }: SourceState) {
  const own = {
    "variant.sku": `X${connection}${product}`,
    "variant.option": { name: "Cut", value: `${connection}` },
  };
  const variants = [variant(`x${product}`, own)];
  const groupKey = styleOf(product, moved.member);
  return bare(memberId(product), observedOn(memberSaid, false), { variants, groupKey });
}

/** The style of the product, or that of the other one. */
function styleOf(product: number, moved: boolean): string {
  return `g${moved ? 1 - product : product}`;
}

/** What is said of a product, or of its variant. */
function observedOn(said: readonly Word[], ofVariant: boolean): object {
  const words = PLACES.map((at, n) => ({ at, word: said[n] })).filter(({ at }) => at.ofVariant === ofVariant);
  const inherits = words.filter(({ word }) => word === INHERIT).map(({ at }) => at.field);
  const values = words
    .filter(({ word }) => word !== undefined && word !== INHERIT)
    .map(({ at, word }) => [at.field, typeof word === "string" ? asserted(at, word) : null]);
  return { ...Object.fromEntries(values), ...(inherits.length > 0 ? { $inherit: inherits } : {}) };
}

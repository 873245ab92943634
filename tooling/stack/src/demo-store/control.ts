import { z } from "zod";
import { productId } from "../catalog/index.ts";
import type { CatalogStore } from "./catalog-store.ts";
import type { StoreClock } from "./clock.ts";
import { FAULTS, type Fault, type Faults, type Pace } from "./faults.ts";
import type { StoreMetaobject, StoreProduct } from "./store-product.ts";
import { metaobjectGid } from "./views.ts";

/** A product by its numeric id, or by its place in the generated catalog. */
const which = { id: z.number().int().optional(), index: z.number().int().nonnegative().optional() };

const edit = z.object({
  handle: z.string().optional(),
  title: z.string().optional(),
  descriptionHtml: z.string().optional(),
  vendor: z.string().optional(),
  productType: z.string().optional(),
  tags: z.array(z.string()).optional(),
  status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"]).optional(),
  imageUrl: z.string().nullable().optional(),
  metafields: z
    .array(z.object({ namespace: z.string(), key: z.string(), type: z.string(), value: z.string() }))
    .optional(),
  variants: z
    .array(
      z.object({
        id: z.number().int(),
        position: z.number().int(),
        sku: z.string().nullable(),
        barcode: z.string().nullable(),
        price: z.string(),
        weight: z
          .object({ value: z.number(), unit: z.enum(["GRAMS", "KILOGRAMS", "OUNCES", "POUNDS"]) })
          .nullable(),
        options: z.array(z.object({ name: z.string(), value: z.string() })),
        imageUrl: z.string().nullable().optional(),
      }),
    )
    .optional(),
  swatches: z.record(z.string(), z.string()).optional(),
});

const metaobject = z.object({
  id: z.number().int().optional(),
  type: z.string(),
  displayName: z.string(),
  fields: z.array(z.object({ key: z.string(), type: z.string(), value: z.string().nullable() })),
});

export const controlSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("get"), ...which }),
  z.object({ action: z.literal("edit"), ...which, set: edit }),
  /** Every n-th product gets another title and each price up by 5.50. */
  z.object({ action: z.literal("change"), every: z.number().int().positive() }),
  z.object({ action: z.literal("create"), set: edit }),
  /** Makes an entry that metafields can refer to by its gid; with an id, makes it anew. */
  z.object({ action: z.literal("metaobject"), set: metaobject }),
  z.object({ action: z.literal("delete"), ...which }),
  z.object({ action: z.literal("restore"), ...which }),
  z.object({
    action: z.literal("slow"),
    pageDelayMs: z.number().nonnegative().optional(),
    hundredLinesDelayMs: z.number().nonnegative().optional(),
  }),
  z.object({
    action: z.literal("fault"),
    fault: z.enum(FAULTS),
    times: z.number().int().nonnegative().default(1),
    /** Chances of the fault that pass before it shows. */
    after: z.number().int().nonnegative().default(0),
  }),
  /** The shop's clock, by so many seconds ahead of the right time, or behind it. */
  z.object({ action: z.literal("clock"), offsetSeconds: z.number().int() }),
  z.object({ action: z.literal("status") }),
  /** No faults, no delays, the right time. */
  z.object({ action: z.literal("behave") }),
]);
export type Control = z.input<typeof controlSchema>;

export interface Controlled {
  store: CatalogStore;
  pace: Pace;
  faults: Faults;
  clock: StoreClock;
}

export interface ControlResult {
  ok: boolean;
  product?: StoreProduct | null;
  changed?: number;
  /** Of a metaobject. */
  gid?: string;
  status?: {
    products: number;
    faults: Partial<Record<Fault, number>>;
    pace: Pace;
    clockOffsetSeconds: number;
  };
}

/** What a test, or a person at a demo, does behind the shop's counter. */
export function control(controlled: Controlled, input: Control): ControlResult {
  const { store, pace, faults, clock } = controlled;
  const command = controlSchema.parse(input);
  switch (command.action) {
    case "get":
      return withProduct(store.find(idOf(command)));
    case "edit":
      return withProduct(store.edit(idOf(command), command.set));
    case "create":
      return withProduct(store.create(command.set));
    case "metaobject":
      return { ok: true, gid: metaobjectGid(store.putMetaobject(stripped(command.set)).id) };
    case "change":
      return { ok: true, changed: changeEvery(store, command.every) };
    case "delete":
      return { ok: store.delete(idOf(command)) };
    case "restore":
      return withProduct(store.restore(idOf(command)));
    case "slow":
      Object.assign(pace, stated(command));
      return { ok: true };
    case "fault":
      faults.set(command.fault, command.times, command.after);
      return { ok: true };
    case "clock":
      clock.offset = command.offsetSeconds;
      return { ok: true };
    case "status":
      return { ok: true, status: statusOf(controlled) };
    case "behave":
      faults.clear();
      clock.offset = 0;
      Object.assign(pace, { pageDelayMs: 0, hundredLinesDelayMs: 0 });
      return { ok: true, status: statusOf(controlled) };
  }
}

function statusOf({ store, pace, faults, clock }: Controlled): NonNullable<ControlResult["status"]> {
  return {
    products: store.count,
    faults: faults.left(),
    pace: { ...pace },
    clockOffsetSeconds: clock.offset,
  };
}

function idOf({ id, index }: { id?: number | undefined; index?: number | undefined }): number {
  return id ?? productId(index ?? 0);
}

function withProduct(product: StoreProduct | null): ControlResult {
  return { ok: product !== null, product };
}

function changeEvery(store: CatalogStore, every: number): number {
  const ids = store.ids().filter((_, at) => at % every === 0);
  for (const id of ids) {
    store.edit(id, ({ title, variants }) => ({
      title: `${title} II`,
      variants: variants.map((variant) => ({ ...variant, price: (Number(variant.price) + 5.5).toFixed(2) })),
    }));
  }
  return ids.length;
}

function stripped({
  id,
  ...rest
}: z.output<typeof metaobject>): Omit<StoreMetaobject, "id" | "updatedAt"> & { id?: number } {
  return id === undefined ? rest : { ...rest, id };
}

function stated(command: {
  pageDelayMs?: number | undefined;
  hundredLinesDelayMs?: number | undefined;
}): Partial<Pace> {
  const pace: Partial<Pace> = {};
  if (command.pageDelayMs !== undefined) pace.pageDelayMs = command.pageDelayMs;
  if (command.hundredLinesDelayMs !== undefined) pace.hundredLinesDelayMs = command.hundredLinesDelayMs;
  return pace;
}

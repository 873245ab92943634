import type { Figures } from "./figures.ts";
import { rounded } from "./median.ts";

export interface Bar {
  name: string;
  value: number;
  limit: number;
  /** A bar for a quiet machine tells, but does not fail. */
  binding: boolean;
  ok: boolean;
}

type Measured = Pick<
  Figures,
  | "first_over_copy"
  | "first_over_product_copy"
  | "unchanged_over_first"
  | "incremental_1pct_over_first"
  | "rss_10k_mb"
  | "rss_100k_mb"
  | "products_per_s"
>;

/** What the engine has to hold, and whether it does. */
export function judge(figures: Measured): Bar[] {
  const growth = rounded(figures.rss_100k_mb / figures.rss_10k_mb, 3);
  return [
    most("first_over_copy", figures.first_over_copy, 1.8),
    most("first_over_product_copy", figures.first_over_product_copy, 3),
    most("unchanged_over_first", figures.unchanged_over_first, 0.2),
    most("incremental_1pct_over_first", figures.incremental_1pct_over_first, 0.02),
    most("rss_100k_mb", figures.rss_100k_mb, 300),
    most("rss_100k_mb / rss_10k_mb", growth, 1.2),
    {
      name: "products_per_s",
      value: figures.products_per_s,
      limit: 2_000,
      binding: false,
      ok: figures.products_per_s >= 2_000,
    },
  ];
}

export function most(name: string, value: number, limit: number): Bar {
  return { name, value, limit, binding: true, ok: value <= limit };
}

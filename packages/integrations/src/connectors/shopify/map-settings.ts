import type { ShopifyConfig } from "./config.ts";
import { DEFAULT_OPTIONS, type OptionKinds } from "./option-kinds.ts";

/** What the connection's settings have to do with the mapping. */
export interface MapSettings extends Pick<ShopifyConfig, "groupBy" | "market"> {
  optionKinds: OptionKinds;
}

export const DEFAULT_SETTINGS: MapSettings = { groupBy: null, market: null, optionKinds: DEFAULT_OPTIONS };

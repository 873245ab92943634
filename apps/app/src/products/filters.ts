import {
  Activity,
  Cable,
  Calendar,
  CircleDashed,
  Factory,
  FolderTree,
  Layers,
  type LucideIcon,
  Palette,
  PencilLine,
  ShoppingBag,
  Tag,
} from "lucide-react";
import { MISSING, SALES_STATUSES, STATUSES } from "./use-list-state.ts";

export type FilterKey =
  | "status"
  | "sales"
  | "category"
  | "color"
  | "material"
  | "season"
  | "manufacturer"
  | "tag"
  | "connection"
  | "missing"
  | "pending";

export interface FilterKind {
  key: FilterKey;
  label: string;
  /** "2 seasons" */
  many: string;
  icon: LucideIcon;
}

export const FILTERS: readonly FilterKind[] = [
  { key: "status", label: "Status", many: "statuses", icon: Activity },
  { key: "missing", label: "Missing", many: "fields", icon: CircleDashed },
  { key: "season", label: "Season", many: "seasons", icon: Calendar },
  { key: "category", label: "Category", many: "categories", icon: FolderTree },
  { key: "color", label: "Colour", many: "colours", icon: Palette },
  { key: "material", label: "Material", many: "materials", icon: Layers },
  { key: "manufacturer", label: "Manufacturer", many: "manufacturers", icon: Factory },
  { key: "tag", label: "Tag", many: "tags", icon: Tag },
  { key: "connection", label: "Connection", many: "connections", icon: Cable },
  { key: "sales", label: "Sales status", many: "sales statuses", icon: ShoppingBag },
  { key: "pending", label: "Passport", many: "states", icon: PencilLine },
];

export interface FilterOption {
  value: string;
  label: string;
  /** Of a colour or a tag that has one. */
  hex?: string | null;
}

const worded = (values: readonly string[]): FilterOption[] =>
  values.map((value) => ({
    value,
    label: (value[0] ?? "").toUpperCase() + value.slice(1).replaceAll("_", " "),
  }));

/** Of the filters whose values do not depend on the brand. */
export const FIXED_OPTIONS: Partial<Record<FilterKey, FilterOption[]>> = {
  status: worded(STATUSES),
  sales: worded(SALES_STATUSES),
  missing: worded(MISSING),
  pending: [
    { value: "true", label: "Changed since published" },
    { value: "false", label: "Up to date" },
  ],
};

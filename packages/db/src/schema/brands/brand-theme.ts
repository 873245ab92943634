import { jsonb, text } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** How the brand's passports look: one row per brand. */
export const brandTheme = brandTable(
  "brand_theme",
  {
    styles: jsonb("styles").$type<Record<string, unknown>>().notNull().default({}),
    config: jsonb("config").$type<Record<string, unknown>>().notNull().default({}),
    fontsUrl: text("fonts_url"),
    stylesheetPath: text("stylesheet_path"),
    screenshotPath: text("screenshot_path"),
  },
  { access: "member-write", root: true, key: [] },
);

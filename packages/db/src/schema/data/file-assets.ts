import { bigint, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

export const fileAssets = brandTable(
  "file_assets",
  {
    bucket: text("bucket").notNull(),
    path: text("path").notNull(),
    mimeType: text("mime_type"),
    sizeBytes: bigint("size_bytes", { mode: "number" }),
    createdBy: uuid("created_by"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("file_assets_path_unique").on(t.brandId, t.bucket, t.path)],
  },
);

import { openWorkerDb } from "@v1/db";
import { folderFileStore } from "@v1/integrations/files";
import { eraseBrand } from "../erasure/erase-brand.ts";

/** Erases a brand in very small steps, in a process that a test may kill between any two. */
const [url = "", folder = "", brandId = ""] = process.argv.slice(2);

const db = openWorkerDb({ url });
await eraseBrand({ db, files: folderFileStore(folder) }, { brandId, kind: "brand_deletion" }, { batch: 3 });
await db.close();

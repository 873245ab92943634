/** Before shards of the browser tests begin, which would build at the same time. */
import { buildApp } from "./build.ts";

await buildApp();

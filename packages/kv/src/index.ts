export { kvEnv } from "./env.ts";
export type { KeyValue } from "./kv.ts";
export { memoryKeyValue } from "./memory.ts";
export { openKeyValue } from "./open.ts";

export * from "./envelope.ts";
export * from "./key-ring.ts";
export * from "./secret.ts";
export * from "./store.ts";

export * from "./store-credentials.ts";
export * from "./with-locked-credentials.ts";

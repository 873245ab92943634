export * from "./store-credentials.ts";

export * from "./record-connector.ts";
export * from "./replay.ts";

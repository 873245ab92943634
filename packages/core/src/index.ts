export * from "./errors.ts";
export * from "./fields.ts";
export * from "./normalise.ts";
export * from "./observed.ts";

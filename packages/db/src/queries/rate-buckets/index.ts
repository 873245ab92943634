export * from "./take-tokens.ts";

/** Every value that a source gives goes through one of these before it is an observation. */
export * from "./decimal.ts";
export * from "./gtin.ts";
export { InvalidValue, type Normalised, printable, quoted } from "./invalid-value.ts";
export * from "./materials.ts";
export * from "./money.ts";
export * from "./names.ts";
export * from "./text.ts";

export type { Problem } from "./errors.ts";
export type { AppRouter } from "./router.ts";

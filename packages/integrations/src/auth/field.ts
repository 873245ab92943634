import { AppError } from "@v1/core";
import type { Fields } from "./types.ts";

/** An entry of the credentials. */
export function field(fields: Fields, name: string): string {
  const value = fields?.[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AppError({
    code: "precondition_failed",
    message: `The connection's credentials have no “${name}”.`,
    hint: "Enter the credentials again.",
  });
}

import { toast } from "@v1/ui";
import type { FieldValues, Path, UseFormSetError } from "react-hook-form";
import { problemOf } from "../api/problem.ts";

/** Tells a failed action. */
export function tellFailure(error: unknown): void {
  const { message, hint } = problemOf(error);
  toast.error(message, { description: hint });
}

/** Puts what the API says of single fields next to them, and the rest below the form. */
export function tellInForm<T extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<T>,
  fields: Path<T>[],
) {
  const { message, hint, fields: told = {} } = problemOf(error);
  const known = fields.filter((field) => told[field]);
  for (const field of known) setError(field, { message: told[field] });
  if (known.length === 0) setError("root", { message: [message, hint].filter(Boolean).join(" ") });
}

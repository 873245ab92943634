import { AppError } from "@v1/core";
import { parseOptions } from "./options.ts";
import { record } from "./record.ts";

try {
  const { file, records, exchanges } = await record(parseOptions(process.argv.slice(2)));
  console.log(`${file}
${records} records in ${exchanges} answers, without credentials and personal data as far as they can be told.
Read through it before you commit it: what stands in free text, only people can tell.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof AppError && error.hint) console.error(error.hint);
  process.exitCode = 1;
}

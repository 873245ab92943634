import { writeFileSync } from "node:fs";
import { AppError } from "@v1/core";
import { runBench } from "./bench.ts";
import { keepInDocs } from "./keep.ts";
import { readOptions } from "./options.ts";

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const { kind, lines, json, held } = await runBench(options);
  console.log(lines.join("\n"));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
  if (options.keep && kind !== "plans") keepInDocs(kind, lines);
  return options.strict && !held ? 1 : 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const known = error instanceof AppError;
    console.error(known ? [error.message, error.hint].filter(Boolean).join("\n") : error);
    process.exitCode = 1;
  },
);

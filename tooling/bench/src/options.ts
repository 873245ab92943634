import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@v1/core";

export interface BenchOptions {
  /** Size of the measured catalog; memory is measured at a tenth of it as well. */
  products: number;
  rounds: number;
  /** Where the figures are written as JSON. */
  json: string | undefined;
  /** Exit 1 where a bar is missed. */
  strict: boolean;
  /** Only first syncs, at 0.1, 0.3, 1 and 3 times `products`. */
  slope: boolean;
  /** Only what ownership costs: transfer, explanations, lists. */
  ownership: boolean;
  /** Instead of figures, write the plans of all statements to this file. */
  plans: string | undefined;
  /** Put the output into docs/bench.md. */
  keep: boolean;
  /** Where each worker process leaves a CPU profile for Chrome's DevTools. */
  profile: string | undefined;
}

const HELP = `npm run bench -- [options]
  --products N     size of the measured catalog (100000)
  --rounds N       rounds, of which the median counts (3)
  --json FILE      write all figures as JSON
  --quick          2,000 products and one round: a smoke test, no measurement
  --slope          only first syncs, at 0.1, 0.3, 1 and 3 times the size
  --ownership      only what ownership costs: transfer, explanations, lists
  --plans FILE     no figures, but what each statement cost and how it was planned
  --keep           put the output into docs/bench.md
  --strict         exit 1 where a bar is missed
  --profile FOLDER leave a CPU profile of each worker process there`;

const QUICK = { products: "2000", rounds: "1" };

/** @throws AppError when an option is unknown or not a number */
export function readOptions(args: string[]): BenchOptions {
  const values = parse(args);
  const fallback = values.quick ? QUICK : { products: "100000", rounds: "3" };
  return {
    products: count("--products", values.products ?? fallback.products, 100),
    rounds: count("--rounds", values.rounds ?? fallback.rounds, 1),
    json: values.json === undefined ? undefined : resolve(values.json),
    plans: values.plans === undefined ? undefined : resolve(values.plans),
    keep: values.keep,
    strict: values.strict,
    slope: values.slope,
    ownership: values.ownership,
    profile: values.profile === undefined ? undefined : resolve(values.profile),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        products: { type: "string" },
        rounds: { type: "string" },
        json: { type: "string" },
        profile: { type: "string" },
        plans: { type: "string" },
        keep: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        slope: { type: "boolean", default: false },
        ownership: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError({ code: "bad_request", message, hint: HELP, cause });
  }
}

function count(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 1_000_000) return value;
  throw new AppError({
    code: "bad_request",
    message: `${option} ${text} is not a whole number from ${least} to 1,000,000.`,
    hint: HELP,
  });
}

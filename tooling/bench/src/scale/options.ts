import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@v1/core";

const PARTS = ["shop", "sheet", "fair"] as const;
export type ScalePart = (typeof PARTS)[number];

export interface ScaleOptions {
  /** Of the shop that is read over HTTP. */
  products: number;
  /** Size of the spreadsheet, in millions of bytes. */
  megabytes: number;
  /** How many brands sync at once. */
  brands: number;
  only: readonly ScalePart[];
  json: string | undefined;
  keep: boolean;
}

const HELP = `npm run bench:scale -- [options]
  --products N   products of the shop that is read over HTTP (100000)
  --megabytes N  size of the spreadsheet (100)
  --brands N     brands that sync at once on two workers (50)
  --only PART    shop, sheet or fair alone
  --json FILE    write the figures as JSON
  --keep         put the output into docs/bench.md`;

/** @throws AppError when an option is unknown or not a number */
export function readOptions(args: string[]): ScaleOptions {
  const values = parse(args);
  const only = values.only === undefined ? PARTS : PARTS.filter((part) => part === values.only);
  if (only.length === 0) throw wrong(`--only ${values.only} is none of ${PARTS.join(", ")}.`);
  return {
    products: count("--products", values.products ?? "100000"),
    megabytes: count("--megabytes", values.megabytes ?? "100"),
    brands: count("--brands", values.brands ?? "50"),
    only,
    json: values.json === undefined ? undefined : resolve(values.json),
    keep: values.keep,
  };
}

function parse(args: string[]) {
  const text = { type: "string" } as const;
  const options = {
    products: text,
    megabytes: text,
    brands: text,
    only: text,
    json: text,
    keep: { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value;
  throw wrong(`${option} ${text} is not a whole number from 1 to 1,000,000.`);
}

function wrong(message: string): AppError {
  return new AppError({ code: "bad_request", message, hint: HELP });
}

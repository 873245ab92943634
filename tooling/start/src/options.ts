import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@v1/core";
import { root } from "@v1/stack/root";

export interface StartOptions {
  /** Sync once and leave, without the app. */
  once: boolean;
  /** Where tallies and addresses are written as JSON. */
  json: string | undefined;
  /** Size of the demo store. */
  products: number;
  seed: number;
  /** The folder that holds all local data. */
  data: string;
}

const HELP = `npm start -- [options]
  --products N   size of the demo store (1000)
  --seed S       another catalog of the same size (1)
  --once         sync once without the app; exit 0 only when the sync completed
  --json FILE    write tallies and addresses
  --data FOLDER  keep local data there instead of .data`;

/** @throws AppError when an option is unknown or not a number */
export function readOptions(args: string[]): StartOptions {
  const { values } = parse(args);
  return {
    once: values.once,
    json: values.json === undefined ? undefined : resolve(values.json),
    products: count("--products", values.products, 1),
    seed: count("--seed", values.seed, 0),
    data: resolve(root, values.data),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        once: { type: "boolean", default: false },
        json: { type: "string" },
        products: { type: "string", default: "1000" },
        seed: { type: "string", default: "1" },
        data: { type: "string", default: ".data" },
      },
    });
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

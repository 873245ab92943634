import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Mutant } from "./mutant.ts";

const USAGE = `npm run test:mutants [-- --only name] [--lanes N] [--why] [--list]
  --only   mutants whose name contains the text; may be given more than once
  --lanes  how many are tried at once (a copy of the tree each)
  --why    tell also what each test said of what it caught
  --list   name them all and try none`;

const schema = z.object({
  only: z.array(z.string()).default([]),
  lanes: z.coerce.number().int().min(1).max(16).default(Math.min(2, availableParallelism())),
  why: z.boolean().default(false),
  list: z.boolean().default(false),
});
export type Options = z.infer<typeof schema>;

/** @throws Error with the usage where the arguments cannot be read */
export function readOptions(args: string[]): Options {
  const options = {
    only: { type: "string", multiple: true },
    lanes: { type: "string" },
    why: { type: "boolean" },
    list: { type: "boolean" },
  } as const;
  try {
    return schema.parse(parseArgs({ args, options }).values);
  } catch (cause) {
    throw new Error(USAGE, { cause });
  }
}

export function chosen(mutants: readonly Mutant[], { only }: Options): Mutant[] {
  return mutants.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
}

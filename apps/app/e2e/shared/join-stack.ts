import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { joinAddress, type Stack } from "../stack.ts";
import "./global-setup.ts";

/** The stack of all browser tests. Others have their brands in it: ask for rows of your own brand only. */
export function joinStack({ worker = false } = {}): Promise<Stack> {
  return joinAddress(inject("browserStack"), worker);
}

const file = randomBytes(4).toString("hex");

/** An address that nobody has in other files. */
export function own(name: string): string {
  return `${name}@${file}.example.com`;
}

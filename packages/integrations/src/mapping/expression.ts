import { AppError } from "@v1/core";
import jsonata from "jsonata";
import { Allowance, give } from "./allowance.ts";

/** Milliseconds, calls within calls, and entries that one evaluation may take. */
const LIMITS = { timeout: 1_000, stack: 200, sequence: 5_000 };
/** Characters of a result, and lists and objects within each other. */
const MOST_RESULT = 100_000;
const MOST_DEPTH = 32;
/** The library calls what is bound to it with every value that an evaluation makes. */
const VALUE_MADE = Symbol.for("jsonata.__evaluate_exit");

/** A compiled expression; gives JSON, or undefined where it finds nothing. */
export type Evaluate = (record: unknown, bindings?: Record<string, unknown>) => Promise<unknown>;

/** What would make the same record give another answer each time, or reach out of the expression. */
const BARRED = ["eval", "now", "millis", "random", "shuffle"];

/**
 * Compiles JSONata once. Evaluations are bounded in time, depth, size and memory, and pure: the same record
 * gives the same answer. Patterns are refused, because no bound holds for them.
 * @throws AppError `bad_request` with the place of a mistake
 */
export function compileExpression(text: string): Evaluate {
  let expression: jsonata.Expression;
  try {
    expression = jsonata(text, LIMITS);
  } catch (error) {
    throw unreadable(text, error);
  }
  if (hasPattern(expression.ast())) {
    throw new AppError({
      code: "bad_request",
      message: "The expression contains a pattern (/…/).",
      hint: "Use $split, $contains or $replace with plain texts, or the steps of the mapping.",
    });
  }
  for (const name of BARRED) expression.registerFunction(name, () => barred(name));
  expression.registerFunction("pad", pad, "<s-ns?:s>");
  expression.registerFunction("join", join, "<a<s>s?:s>");
  // Its types know names only.
  expression.assign(VALUE_MADE as unknown as string, charging());
  return async (record, bindings) => {
    give(record);
    give(bindings);
    return bounded(await expression.evaluate(record, bindings));
  };
}

interface Frame {
  /** One for each evaluation. */
  base: Frame;
  lookup(name: string): unknown;
}

function charging() {
  const allowances = new WeakMap<Frame, Allowance>();
  return (_node: unknown, _input: unknown, { base }: Frame, made: unknown) => {
    const allowance = allowances.get(base) ?? new Allowance(base.lookup("$"));
    allowances.set(base, allowance);
    allowance.charge(made);
  };
}

function barred(name: string): never {
  throw new Error(`$${name} is not available in mappings.`);
}

function pad(text: string, width: number, filler = " "): string {
  if (Math.abs(width) > 1_000) throw new Error("$pad takes a width of 1,000 at most.");
  return width < 0 ? text.padStart(-width, filler) : text.padEnd(width, filler);
}

/** The library's own would write down all before anybody could see how much it is. */
function join(texts: string[], separator = ""): string {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  if (length > MOST_RESULT * 2) throw new Error("$join makes more than a mapping may.");
  return texts.join(separator);
}

/** As plain JSON: JSONata's lists carry marks of their own, and a function is no value. */
function bounded(result: unknown): unknown {
  if (result === undefined || isFunction(result)) return undefined;
  const json = JSON.stringify(result);
  if (json === undefined) return undefined;
  if (json.length > MOST_RESULT) throw new Error("The expression's result is too long.");
  const plain: unknown = JSON.parse(json);
  if (isDeeper(plain, MOST_DEPTH)) throw new Error("The expression's result is nested too deeply.");
  return plain;
}

function isDeeper(value: unknown, than: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return than === 0 || Object.values(value).some((inner) => isDeeper(inner, than - 1));
}

function isFunction(result: unknown): boolean {
  if (typeof result === "function") return true;
  if (typeof result !== "object" || result === null) return false;
  return "_jsonata_function" in result || "_jsonata_lambda" in result;
}

function hasPattern(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasPattern);
  if (typeof node !== "object" || node === null) return false;
  if (node instanceof RegExp) return true;
  return ("type" in node && node.type === "regex") || Object.values(node).some(hasPattern);
}

function unreadable(text: string, cause: unknown): AppError {
  const { message, position } = cause as { message?: string; position?: number };
  const place = position === undefined ? "" : ` At “${text.slice(Math.max(0, position - 15), position)}”.`;
  return new AppError({
    code: "bad_request",
    message: `The expression cannot be read: ${message ?? String(cause)}.${place}`,
    hint: "Correct it; docs.jsonata.org tells how expressions are written.",
    cause,
  });
}

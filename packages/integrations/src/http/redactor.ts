import { inspect } from "node:util";
import { AppError, type FieldIssue } from "@v1/core";

const REDACTED = "[redacted]";
/** Shorter values would tear words apart, and protect nobody. */
const SHORTEST = 4;
const DEEPEST = 8;

/**
 * Takes a connection's secrets out of whatever is told about it. It knows their values, also as they
 * stand in addresses, JSON, forms, HTML and Basic authorization.
 */
export class Redactor {
  /** Longest first, so that no rest of a longer one stays. */
  #forms: string[] = [];
  readonly #known = new Set<string>();

  /** @param secrets credentials, however they are nested; every text in them counts */
  constructor(secrets: unknown) {
    this.add(secrets);
  }

  /** Secrets that come up later: a token that was renewed. */
  add(secrets: unknown): void {
    const values = [...textsIn(secrets)].filter((text) => text.length >= SHORTEST && !this.#known.has(text));
    if (values.length === 0) return;
    for (const value of values) this.#known.add(value);
    const forms = new Set([...this.#forms, ...values.flatMap(formsOf)]);
    this.#forms = [...forms].sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    return this.#forms.reduce((clean, form) => clean.replaceAll(form, REDACTED), text);
  }

  issue(issue: FieldIssue): FieldIssue {
    const { message, hint, excerpt } = issue;
    return { ...issue, message: this.text(message), hint: this.text(hint), excerpt: this.text(excerpt) };
  }

  /** The error as it may be thrown on and logged: itself where it tells nothing, else a clean copy. */
  error(error: unknown, depth = 0): unknown {
    if (typeof error === "string") return this.text(error);
    if (!this.#isTold(error)) return error;
    if (depth >= DEEPEST || !(error instanceof Error)) return REDACTED;
    const cause = this.error(error.cause, depth + 1);
    const clean = error instanceof AppError ? this.#appError(error, cause) : this.#plainError(error, cause);
    clean.stack = this.text(error.stack ?? "");
    return clean;
  }

  #appError({ code, message, hint, retryable, fields }: AppError, cause: unknown): AppError {
    const clean = Object.entries(fields ?? {}).map(([key, text]) => [this.text(key), this.text(text)]);
    return new AppError({
      code,
      message: this.text(message),
      ...(hint === undefined ? {} : { hint: this.text(hint) }),
      retryable,
      ...(fields ? { fields: Object.fromEntries(clean) } : {}),
      cause,
    });
  }

  /** What else hangs on a foreign error (requests, answers) is left behind. */
  #plainError(error: Error, cause: unknown): Error {
    const clean = new Error(this.text(error.message), { cause });
    clean.name = error.name;
    return clean;
  }

  #isTold(value: unknown): boolean {
    if (this.#forms.length === 0) return false;
    const all = inspect(value, {
      depth: null,
      showHidden: true,
      maxArrayLength: null,
      maxStringLength: null,
      breakLength: Number.POSITIVE_INFINITY,
      compact: true,
    });
    // Quoted by `inspect`, a quote or backslash in a secret looks otherwise.
    return this.#forms.some((form) => all.includes(form) || all.includes(inspect(form).slice(1, -1)));
  }
}

function* textsIn(value: unknown, depth = 0): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number" || typeof value === "bigint") yield String(value);
  else if (typeof value === "object" && value !== null && depth < DEEPEST) {
    for (const inner of Object.values(value)) yield* textsIn(inner, depth + 1);
  }
}

function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const jsonInJson = JSON.stringify(json).slice(1, -1);
  const html = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const forms = [secret, json, jsonInJson, html, html.replaceAll('"', "&quot;"), form];
  // Half a surrogate pair has no place in an address.
  if (secret.isWellFormed()) forms.push(encodeURIComponent(secret), encodeURI(secret));
  return [...forms, ...base64Of(secret)];
}

/** Also as the second part of "user:secret", where the letters depend on how long the user is. */
function base64Of(secret: string): string[] {
  const shifts = ["", "_", "__"].map((before) => {
    const whole = Buffer.from(before + secret).toString("base64");
    // Letters that are made of the neighbours as well are left out at both ends.
    const start = Math.ceil((before.length * 8) / 6);
    const end = Math.floor(((before.length + Buffer.byteLength(secret)) * 8) / 6);
    return whole.slice(start, end);
  });
  const long = shifts.filter((form) => form.length >= SHORTEST);
  return long.flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}

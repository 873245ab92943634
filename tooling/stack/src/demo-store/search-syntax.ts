/** Shopify's search syntax, as far as products are found by it: terms, AND, OR, NOT, parentheses. */
export type Search =
  | { kind: "all" }
  | { kind: "and" | "or"; parts: Search[] }
  | { kind: "not"; part: Search }
  | { kind: "term"; field: string | null; comparator: Comparator; value: string };

export type Comparator = ":" | ":<" | ":<=" | ":>" | ":>=";

const TOKEN =
  /\s*(?:(\()|(\))|(-)?(?:([A-Za-z_.]+)(:[<>]?=?))?\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s()'"]+)))/y;

interface Token {
  kind: "(" | ")" | "word";
  negated: boolean;
  field: string | null;
  comparator: Comparator;
  value: string;
  quoted: boolean;
}

/** The query's meaning; text that is no syntax counts as words to look for, as in Shopify. */
export function parseSearch(query: string | null | undefined): Search {
  const tokens = tokensOf(query ?? "");
  if (tokens.length === 0) return { kind: "all" };
  return new Parser(tokens).either();
}

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(query); match; match = TOKEN.exec(query)) {
    const [, open, close, minus, field, comparator, single, double, bare] = match;
    tokens.push({
      kind: open ? "(" : close ? ")" : "word",
      negated: minus !== undefined,
      field: field?.toLowerCase() ?? null,
      comparator: (comparator ?? ":") as Comparator,
      value: (single ?? double ?? bare ?? "").replaceAll(/\\(.)/g, "$1"),
      quoted: bare === undefined,
    });
  }
  return tokens;
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  either(): Search {
    const parts = [this.#every()];
    while (this.#takes("OR")) parts.push(this.#every());
    return combined("or", parts);
  }

  #every(): Search {
    const parts: Search[] = [];
    while (this.#at < this.#tokens.length && !this.#is(")") && !this.#isWord("OR")) {
      if (!this.#takes("AND")) parts.push(this.#one());
    }
    return combined("and", parts);
  }

  #one(): Search {
    if (this.#takes("NOT")) return { kind: "not", part: this.#one() };
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (!token) return { kind: "all" };
    if (token.kind === "(") {
      const inner = this.either();
      if (this.#is(")")) this.#at += 1;
      return inner;
    }
    const { field, comparator, value, negated } = token;
    const term: Search = { kind: "term", field, comparator, value };
    return negated ? { kind: "not", part: term } : term;
  }

  #takes(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#at += 1;
    return true;
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === "word" && token.field === null && !token.quoted && token.value === word;
  }

  #is(kind: Token["kind"]): boolean {
    return this.#tokens[this.#at]?.kind === kind;
  }
}

function combined(kind: "and" | "or", parts: Search[]): Search {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return parts.length === 0 ? { kind: "all" } : { kind, parts };
}

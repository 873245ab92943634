const ROOT_START = Buffer.from('{"id":"gid://shopify/Product/');
const PARENT_KEY = Buffer.from('"__parentId":"');
const PARENT_TAIL = Buffer.from('"__parentId":"gid://shopify/Product/');
const QUOTE = 34;
const CLOSING_BRACE = 125;
const ZERO = 48;
const NINE = 57;
/** Up to here an id is an exact number. */
const MOST_DIGITS = 15;

export type LineKind = "product" | "child" | "unreadable";

/**
 * What a line of a bulk export is, and of which product, from its bytes alone: parsing every line
 * as JSON here would cost as much as all the rest of the read. `"__parentId":"` cannot stand in a
 * text value, where its quotes would be escaped.
 */
export class LineRecogniser {
  kind: LineKind = "unreadable";
  /** Numeric tail of the product's gid. */
  productId = 0;

  read(bytes: Buffer, start: number, end: number): this {
    this.kind = "unreadable";
    this.productId = 0;
    if (this.#parentAtEnd(bytes, start, end)) return this;
    if (startsWith(bytes, ROOT_START, start, end) && !hasParent(bytes, start, end)) {
      return this.#product(digits(bytes, start + ROOT_START.length, end));
    }
    return this.#parsed(bytes, start, end);
  }

  /** Shopify writes `__parentId` last. */
  #parentAtEnd(bytes: Buffer, start: number, end: number): boolean {
    if (bytes[end - 1] !== CLOSING_BRACE || bytes[end - 2] !== QUOTE) return false;
    let first = end - 3;
    while (first > start && isDigit(bytes[first])) first -= 1;
    const tail = first + 1 - PARENT_TAIL.length;
    if (tail < start || !startsWith(bytes, PARENT_TAIL, tail, end)) return false;
    const id = digits(bytes, first + 1, end);
    if (id === null) return false;
    this.kind = "child";
    this.productId = id;
    return true;
  }

  #product(id: number | null): this {
    if (id === null) return this;
    this.kind = "product";
    this.productId = id;
    return this;
  }

  /** Fields in another order, or ids that are no product's: rare, so it may cost. */
  #parsed(bytes: Buffer, start: number, end: number): this {
    const line = parseObject(bytes.toString("utf8", start, end));
    if (line === null) return this;
    const isChild = "__parentId" in line;
    const id = productIdOf(isChild ? line.__parentId : line.id);
    if (id === null) return this;
    this.kind = isChild ? "child" : "product";
    this.productId = id;
    return this;
  }
}

/** "gid://shopify/Product/81" → 81; anything else → null. */
function productIdOf(gid: unknown): number | null {
  if (typeof gid !== "string") return null;
  const match = /^gid:\/\/shopify\/Product\/(\d{1,15})$/.exec(gid);
  return match ? Number(match[1]) : null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function hasParent(bytes: Buffer, start: number, end: number): boolean {
  const at = bytes.subarray(start, end).indexOf(PARENT_KEY);
  return at !== -1;
}

function startsWith(bytes: Buffer, what: Buffer, at: number, end: number): boolean {
  return at + what.length <= end && bytes.compare(what, 0, what.length, at, at + what.length) === 0;
}

/** The number that ends at a quote, or null. */
function digits(bytes: Buffer, start: number, end: number): number | null {
  let value = 0;
  let at = start;
  for (; at < end && isDigit(bytes[at]); at += 1) value = value * 10 + (bytes[at] ?? 0) - ZERO;
  const count = at - start;
  return count > 0 && count <= MOST_DIGITS && bytes[at] === QUOTE ? value : null;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

import { InvalidValue, type Normalised } from "@v1/core";
import { isRecord, jsonIn, singleText, textList } from "../../kit/structured.ts";

/**
 * Metafields come as text, whatever they hold. Metaobjects have been read into them by now (see
 * `references.ts`): an object with its fields and `displayName`, or a list of such.
 */

/** The text of a metafield: as it is, of rich text, or the names of metaobjects. */
export function plainValue(value: string | null): string | null {
  if (value === null) return null;
  const json = jsonIn(value.trim());
  if (isRichText(json)) return richText(json).trim();
  const names = namesIn(json);
  return names === null ? value : JSON.stringify(names);
}

/** A structure for a parser, which also wants a list where there is one entry. */
export function listValue(value: string | null): string | null {
  if (value === null) return null;
  const json = jsonIn(value.trim());
  if (isRichText(json)) return richText(json).trim();
  return isRecord(json) && "displayName" in json ? JSON.stringify([json]) : value;
}

export function texts(value: string | null): Normalised<string[]> {
  return explained(value, textList(plainValue(value)));
}

export function oneText(value: string | null): Normalised<string> {
  return explained(value, singleText(plainValue(value)));
}

/** A reference that is still one could not be read: the app may lack the scope. */
export function explained<T>(value: string | null, result: Normalised<T>): Normalised<T> {
  if (!(result instanceof InvalidValue) || !value?.includes("gid://shopify/Metaobject/")) return result;
  return new InvalidValue(
    "The metafield refers to a metaobject that cannot be read.",
    "Give the app the scope read_metaobjects, and see that the entry is active; or choose a metafield that holds the text itself.",
  );
}

function namesIn(json: unknown): string[] | null {
  const entries = Array.isArray(json) ? json : [json];
  const names = entries.map((entry) => (isRecord(entry) ? entry.displayName : undefined));
  return entries.length > 0 && names.every((name) => typeof name === "string") ? names : null;
}

function isRichText(json: unknown): boolean {
  return isRecord(json) && json.type === "root" && Array.isArray(json.children);
}

const BLOCKS = new Set(["paragraph", "heading", "list-item"]);

/** Shopify's rich text, one line for each paragraph and entry of a list. */
function richText(node: unknown): string {
  if (!isRecord(node)) return "";
  if (typeof node.value === "string") return node.value;
  const inner = Array.isArray(node.children) ? node.children.map(richText).join("") : "";
  return typeof node.type === "string" && BLOCKS.has(node.type) ? `${inner.trim()}\n` : inner;
}

import { createParser } from "nuqs";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Lists of ids in an address: 22 characters each instead of 36, so that 200 of them fit. */
export const parseAsIds = createParser<string[]>({
  parse: (text) => {
    const ids = text.split(".").map(longId);
    return ids.every((id) => id !== null) ? ids : null;
  },
  serialize: (ids) => ids.map(shortId).join("."),
  eq: (one, other) => one.length === other.length && one.every((id, index) => id === other[index]),
});

/** A UUID's bytes in base64url. */
export function shortId(id: string): string {
  const bytes = id.replaceAll("-", "").match(/../g) ?? [];
  const text = String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Null for what is no such id: an address may have been cut. */
export function longId(short: string): string | null {
  try {
    const text = atob(short.replaceAll("-", "+").replaceAll("_", "/"));
    const hex = Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return UUID.test(id) ? id : null;
  } catch {
    return null;
  }
}

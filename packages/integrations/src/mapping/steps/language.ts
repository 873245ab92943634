import { isRecord, jsonIn } from "../../kit/structured.ts";

const LANGUAGE_KEYS = ["locale", "language", "lang", "languageCode", "code"];
const TEXT_KEYS = ["value", "text", "content", "translation"];

/**
 * One text of several languages: an object by language ({"de": …, "en": …}) or a list of entries that
 * name theirs. The first preferred language that has a text wins, else the first text of any.
 */
export function inLanguage(value: unknown, prefer: readonly string[]): unknown {
  const given = typeof value === "string" ? (jsonIn(value.trim()) ?? value) : value;
  const texts = Array.isArray(given) ? fromList(given) : isRecord(given) ? Object.entries(given) : null;
  if (!texts) return given;
  const filled = texts.filter(([, text]) => typeof text === "string" && text.trim() !== "");
  for (const language of prefer) {
    const found =
      filled.find(([name]) => tagOf(name) === tagOf(language)) ??
      filled.find(([name]) => baseOf(name) === baseOf(language));
    if (found) return found[1];
  }
  return filled[0]?.[1] ?? null;
}

function tagOf(name: string): string {
  return name.trim().toLowerCase().replaceAll("_", "-");
}

/** "de" also finds "de-CH", and "de-CH" finds "de", where nothing is written in just that. */
function baseOf(name: string): string {
  return tagOf(name).split("-")[0] ?? "";
}

function fromList(list: readonly unknown[]): [string, unknown][] | null {
  const texts: [string, unknown][] = [];
  for (const entry of list) {
    if (!isRecord(entry)) return null;
    const language = LANGUAGE_KEYS.map((key) => entry[key]).find((name) => typeof name === "string");
    const text = TEXT_KEYS.map((key) => entry[key]).find((part) => part !== undefined);
    texts.push([typeof language === "string" ? language : "", text]);
  }
  return texts;
}

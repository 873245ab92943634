import { distance } from "fastest-levenshtein";
import { plainHeader } from "../connectors/spreadsheet/propose/header-names.ts";

const MOST = 5;
const LEAST_SCORE = 0.45;

/**
 * Names like a given one, the most similar first, with scores from 0 to 1. Case, accents and signs do
 * not count; a name that holds all of the other's words is nearly the same: "navy" and "Navy Blue".
 */
export function similarNames<T extends { id: string; name: string }>(
  name: string,
  known: readonly T[],
): { id: string; name: string; score: number }[] {
  const wanted = plainHeader(name);
  return known
    .map((entity) => ({ id: entity.id, name: entity.name, score: score(wanted, plainHeader(entity.name)) }))
    .filter((entry) => entry.score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name))
    .slice(0, MOST);
}

function score(a: string, b: string): number {
  if (a === "" || b === "") return 0;
  const longest = Math.max(a.length, b.length);
  const written = 1 - distance(a, b) / longest;
  const rounded = Math.max(written, wordScore(a.split(" "), b.split(" ")));
  return Math.round(rounded * 100) / 100;
}

/** Words that both have, of those of the shorter and a little of the longer. */
function wordScore(a: readonly string[], b: readonly string[]): number {
  const words = new Set(b);
  const shared = a.filter((word) => words.has(word)).length;
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  return (0.7 * shared) / shorter + (0.3 * shared) / longer;
}

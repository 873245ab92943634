/** Prose begins with a capital letter at most; a statement's first word is all small or all capital. */
const FIRST =
  /^\s*(?:select|insert|update|delete|with|create|alter|drop|truncate|copy|set|SELECT|[A-Z]{3,8})\s/;

const STATEMENTS = [
  /select\b[\s\S]*\bfrom\b/,
  /insert\s+into\s/,
  /update\s+[\w."]+\s+(?:\w+\s+)?set\b/,
  /delete\s+from\s/,
  /with\s+(?:recursive\s+)?\w+\s*(?:\([^)]*\))?\s+as\s+(?:not\s+materialized\s+|materialized\s+)?\(/,
  /(?:create|alter|drop|truncate)\s+(?:temp\s+|unique\s+)?(?:table|index|schema|database|role|function|policy)\b/,
  /copy\s[\s\S]*\b(?:from|to)\s+std(?:in|out)\b/,
  /set\s+local\s/,
];

const STATEMENT = new RegExp(`^\\s*(?:${STATEMENTS.map(({ source }) => source).join("|")})`, "i");

/** Whether a text, as it stands in a literal, is a statement for a database. */
export function isSql(text: string): boolean {
  return FIRST.test(text) && STATEMENT.test(text);
}

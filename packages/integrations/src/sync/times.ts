const FIRST = Date.parse("0001-01-01T00:00:00Z");
const LAST = Date.parse("9999-12-31T23:59:59Z");

/** A source's time as PostgreSQL reads it for certain: ISO 8601 in UTC; null for none between the years 1 and 9999. */
export function storableTime(text: string): string | null {
  const time = Date.parse(text);
  return time >= FIRST && time <= LAST ? new Date(time).toISOString() : null;
}

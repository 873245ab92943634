/**
 * The form in which two names of one thing are the same: NFKC, lower case, runs of white space as
 * one space. The database's `normalize_name` does the same; a change here is a change there.
 */
export function normaliseName(name: string): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}

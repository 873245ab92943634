/** Integrations whose records come in files: nobody can ask them for more. */
const FILE_SOURCES: ReadonlySet<string> = new Set(["spreadsheet"]);

export function comesInFiles(slug: string): boolean {
  return FILE_SOURCES.has(slug);
}

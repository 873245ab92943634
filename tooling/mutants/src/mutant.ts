/** One protection taken out of one file, and the test that must notice. */
export interface Mutant {
  name: string;
  /** What is missing then, for the table. */
  without: string;
  /** From the root of the checkout. */
  file: string;
  /** Must stand in the file exactly once. */
  search: string;
  replace: string;
  guard: Guard;
}

export interface Guard {
  file: string;
  /** Part of the test's name; all tests of the file where it is left out. */
  test?: string;
}

/** The file's text with the protection taken out. @throws Error where the patch no longer applies */
export function mutated(mutant: Mutant, text: string): string {
  const found = text.split(mutant.search).length - 1;
  if (found === 1) return text.replace(mutant.search, () => mutant.replace);
  const how = found === 0 ? "is not in" : `stands ${found} times in`;
  throw new Error(`The text that "${mutant.name}" looks for ${how} ${mutant.file}.`);
}

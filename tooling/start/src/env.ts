/** What this process was started with, to be handed on to the parts that it starts. */
export function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** Gives this process settings of its own, for packages that read theirs from its environment. */
export function adopt(settings: Record<string, string>): void {
  Object.assign(process.env, settings);
}

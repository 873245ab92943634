import type { Outputs } from "../api/types.ts";

export type Suggestion = Outputs["integrations"]["connections"]["suggest"][number];
type Config = Record<string, unknown>;

/** The settings after a person has said what one of the source's words is: in that list, and in no other. */
export function sayWord(config: Config, { word, choices }: Suggestion, value: string): Config {
  return choices.reduce((changed, { value: choice, setting }) => {
    const others = listAt(changed, setting).filter((known) => plain(known) !== plain(word));
    return withList(changed, setting.split("."), choice === value ? [...others, word] : others);
  }, config);
}

/** What the settings say of it; null where they say nothing. */
export function saidWord(config: Config, { word, choices }: Suggestion): string | null {
  const said = choices.find(({ setting }) =>
    listAt(config, setting).some((known) => plain(known) === plain(word)),
  );
  return said?.value ?? null;
}

function listAt(config: Config, setting: string): string[] {
  const found = setting.split(".").reduce<unknown>((part, key) => objectOf(part)[key], config);
  return Array.isArray(found) ? found.filter((entry) => typeof entry === "string") : [];
}

function withList(config: Config, [key = "", ...rest]: string[], list: string[]): Config {
  if (rest.length > 0) return { ...config, [key]: withList(objectOf(config[key]), rest, list) };
  return { ...config, [key]: list };
}

function objectOf(value: unknown): Config {
  return typeof value === "object" && value !== null ? (value as Config) : {};
}

function plain(word: string): string {
  return word.normalize("NFC").trim().toLowerCase();
}

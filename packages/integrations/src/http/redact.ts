const SECRET_HEADER = /authorization|token|secret|key|cookie|password|signature/i;
const SHORTEST_IN_HEADER = 6;

/** Headers that must not go along to another origin or into a log. */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}

/** An address without what may be secret in it: no user, no password, no query. */
export function redactedUrl(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`;
}

/** The text with every value of a secret header taken out. */
export function redacted(text: string, headers: Readonly<Record<string, string>>): string {
  let clean = text;
  for (const [name, value] of Object.entries(headers)) {
    if (!isSecretHeader(name)) continue;
    for (const part of [value, ...value.split(/\s+/)]) {
      if (part.length >= SHORTEST_IN_HEADER) clean = clean.replaceAll(part, "[redacted]");
    }
  }
  return clean;
}

/** Only a path of this site: an address in a link must not lead elsewhere. */
export function safePath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/overview";
}

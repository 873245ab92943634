/** Of a cookie that says nothing but that somebody was signed in here: no proof, and no part of a session. */
export const HINT = "v1.signed-in";

const YEAR_S = 31_536_000;

/** Lets the server draw the frame of the next page that is opened before the browser knows its session. */
export function keepHint(signedIn: boolean): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, which the demo has not
  document.cookie = `${HINT}=1; path=/; samesite=lax; max-age=${signedIn ? YEAR_S : 0}`;
}

/** Says nothing but that somebody was signed in here: no proof, and no part of a session. */
export const HINT = "v1.signed-in";

/** The access token, for the server that draws a page; the API itself takes none from a cookie. */
export const TOKEN = "v1.token";

const YEAR_S = 31_536_000;

interface Signed {
  access_token: string;
  /** Seconds. */
  expires_in: number;
}

/** Lets the server draw the next page that is opened before the browser knows its session. */
export function keepSigned(session: Signed | null): void {
  keepCookie(HINT, "1", session ? YEAR_S : 0);
  keepCookie(TOKEN, session?.access_token ?? "", session?.expires_in ?? 0);
}

/**
 * Keeps a cookie for `seconds`; none forgets it. Links from other sites do not bring the token along:
 * the page that they lead to is drawn without data.
 */
export function keepCookie(name: string, value: string, seconds: number): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  const site = name === TOKEN ? "strict" : "lax";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, which the demo has not
  document.cookie = `${name}=${value}; path=/; samesite=${site}; max-age=${seconds}${secure}`;
}

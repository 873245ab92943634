/** What a browser brings back from a provider's page, which it may have to say yes on. */
export async function comeBack(url: string): Promise<Record<string, string>> {
  const shown = await fetch(url, { redirect: "manual" });
  const answer = shown.status === 200 ? await fetch(url, { method: "POST", redirect: "manual" }) : shown;
  const location = answer.headers.get("location");
  if (!location) throw new Error(`The provider sends nobody back: ${answer.status} ${await answer.text()}`);
  return Object.fromEntries(new URL(location).searchParams);
}

/** A sign-in from its beginning to its end. */
export async function signIn<T>(
  start: () => Promise<string>,
  finish: (parameters: Record<string, string>) => Promise<T>,
): Promise<T> {
  return finish(await comeBack(await start()));
}

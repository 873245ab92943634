/** The page that providers send the browser back to. Owners register it there. */
export const RETURN_PATH = "/integrations/sign-in";

export function returnAddress(): string {
  return `${window.location.origin}${RETURN_PATH}`;
}

import { AuthClient } from "@supabase/auth-js";

export interface SupabaseAddress {
  url: string;
  publishableKey: string;
  /** False on a page to which others send codes: they are not for the auth server. True by default. */
  readsAddress?: boolean;
}

/**
 * For a browser: keeps the session in local storage and refreshes it before it ends. It is what
 * supabase-js has as `auth`, without its clients for data, files and channels, which nobody here uses.
 */
export function browserAuth({
  url,
  publishableKey,
  readsAddress = true,
}: SupabaseAddress): InstanceType<typeof AuthClient> {
  const { origin, hostname } = new URL(url);
  return new AuthClient({
    url: `${origin}/auth/v1`,
    headers: { apikey: publishableKey, authorization: `Bearer ${publishableKey}` },
    // The same name as with supabase-js, so that nobody is signed out by the change from one to the other.
    storageKey: `sb-${hostname.split(".")[0]}-auth-token`,
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: readsAddress,
    flowType: "pkce",
  });
}

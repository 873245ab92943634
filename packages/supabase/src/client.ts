import { createClient, type SupabaseClient } from "@supabase/supabase-js";

export interface SupabaseAddress {
  url: string;
  publishableKey: string;
}

/** For a browser: keeps the session in local storage and refreshes it before it ends. */
export function browserClient({ url, publishableKey }: SupabaseAddress): SupabaseClient {
  return createClient(url, publishableKey, {
    auth: { persistSession: true, autoRefreshToken: true, detectSessionInUrl: true, flowType: "pkce" },
  });
}

/** For a server, where several users share one process: it keeps no session. */
export function serverClient({ url, publishableKey }: SupabaseAddress): SupabaseClient {
  return createClient(url, publishableKey, { auth: { persistSession: false, autoRefreshToken: false } });
}

"use client";

import { browserAuth } from "@v1/supabase/client";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { RETURN_PATH } from "../connect/sign-in/return-address.ts";
import { keepHint } from "./hint.ts";

type User = { status: "loading" } | { status: "out" } | { status: "in"; id: string; email: string };

export interface Session {
  user: User;
  /** Whether somebody was signed in here before, as far as that is known while `user` is loading. */
  expected: boolean;
  accessToken: () => Promise<string | null>;
  /** Null when it worked, else what to tell the person. */
  signIn: (email: string, password: string) => Promise<string | null>;
  /** An account that waits for its email to be confirmed is not signed in yet. */
  signUp: (email: string, password: string) => Promise<{ problem: string } | { confirm: boolean }>;
  signOut: () => Promise<void>;
}

interface SessionProviderProps {
  authUrl: string | undefined;
  publishableKey: string;
  expected: boolean;
  children: ReactNode;
}

const SessionContext = createContext<Session | null>(null);

/** The browser's session at the auth server. Only effects and handlers touch its client. */
export function SessionProvider({ authUrl, publishableKey, expected, children }: SessionProviderProps) {
  const [user, setUser] = useState<User>({ status: "loading" });
  const client = useMemo(
    () =>
      lazily(() => {
        const { origin, pathname } = window.location;
        // What a provider sends back there is a code of its own: it must not go to the auth server.
        const readsAddress = pathname !== RETURN_PATH;
        return browserAuth({ url: authUrl ?? origin, publishableKey, readsAddress });
      }),
    [authUrl, publishableKey],
  );

  useEffect(() => {
    const { data } = client().onAuthStateChange((_event, session) => {
      keepHint(session !== null);
      setUser(
        session ? { status: "in", id: session.user.id, email: session.user.email ?? "" } : { status: "out" },
      );
    });
    return () => data.subscription.unsubscribe();
  }, [client]);

  const session = useMemo<Session>(
    () => ({
      user,
      expected,
      accessToken: async () => {
        const { data, error } = await client().getSession();
        // An auth server that is away is no reason to be signed out.
        if (error) throw error;
        return data.session?.access_token ?? null;
      },
      signIn: async (email, password) => {
        const { error } = await client().signInWithPassword({ email, password });
        return error ? explained(error) : null;
      },
      signUp: async (email, password) => {
        const { data, error } = await client().signUp({ email, password });
        return error ? { problem: explained(error) } : { confirm: data.session === null };
      },
      signOut: async () => {
        await client().signOut({ scope: "local" });
      },
    }),
    [client, user, expected],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession is used outside of SessionProvider");
  return session;
}

function explained(error: { code?: string; status?: number }): string {
  if (error.code === "invalid_credentials") return "This email and password do not match.";
  if (error.code === "email_not_confirmed") return "Confirm your email first: we sent you a link.";
  if (error.code === "user_already_exists" || error.code === "email_exists") {
    return "There is an account with this email already: sign in instead.";
  }
  if (error.code === "weak_password") return "Choose a longer password, of at least 8 characters.";
  if (error.status === 429) return "Too many attempts. Wait a minute and try again.";
  return "The sign-in service does not answer. Try again shortly.";
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

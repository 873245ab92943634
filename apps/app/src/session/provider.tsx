"use client";

import { createContext, type ReactNode, startTransition, use, useEffect, useMemo, useState } from "react";
import { RETURN_PATH } from "../connect/sign-in/return-address.ts";
import { keepSigned } from "./cookies.ts";

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
  /** Whose data the page was sent with. */
  known: { id: string; email: string } | null;
  children: ReactNode;
}

const SessionContext = createContext<Session | null>(null);

/** The browser's session at the auth server. Only effects and handlers touch its client. */
export function SessionProvider({
  authUrl,
  publishableKey,
  expected,
  known,
  children,
}: SessionProviderProps) {
  const [user, setUser] = useState<User>(known ? { status: "in", ...known } : { status: "loading" });
  const client = useMemo(
    () =>
      lazily(async () => {
        // A page that came with its data is drawn without it: it is the largest of what only handlers use.
        const { browserAuth } = await import("@v1/supabase/client");
        const { origin, pathname } = window.location;
        // What a provider sends back there is a code of its own: it must not go to the auth server.
        const readsAddress = pathname !== RETURN_PATH;
        return browserAuth({ url: authUrl ?? origin, publishableKey, readsAddress });
      }),
    [authUrl, publishableKey],
  );

  useEffect(() => {
    let left = false;
    const listening = client().then((auth) => {
      if (left) return null;
      return auth.onAuthStateChange((_event, session) => {
        keepSigned(session);
        const next = userOf(session);
        // Somebody else's data came with the page: it is drawn anew, with the token of whoever is here now.
        if (known && next.status === "in" && next.id !== known.id) return window.location.reload();
        // Nothing is drawn again for what was known, and no key waits while the rest is.
        startTransition(() => setUser((now) => (sameUser(now, next) ? now : next)));
      });
    });
    return () => {
      left = true;
      void listening.then((heard) => heard?.data.subscription.unsubscribe());
    };
  }, [client, known]);

  const session = useMemo<Session>(
    () => ({
      user,
      expected,
      accessToken: async () => {
        const { data, error } = await (await client()).getSession();
        // An auth server that is away is no reason to be signed out.
        if (error) throw error;
        return data.session?.access_token ?? null;
      },
      signIn: async (email, password) => {
        const { error } = await (await client()).signInWithPassword({ email, password });
        return error ? explained(error) : null;
      },
      signUp: async (email, password) => {
        const { data, error } = await (await client()).signUp({ email, password });
        return error ? { problem: explained(error) } : { confirm: data.session === null };
      },
      signOut: async () => {
        await (await client()).signOut({ scope: "local" });
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

function userOf(session: { user: { id: string; email?: string } } | null): User {
  if (!session) return { status: "out" };
  return { status: "in", id: session.user.id, email: session.user.email ?? "" };
}

function sameUser(one: User, other: User): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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

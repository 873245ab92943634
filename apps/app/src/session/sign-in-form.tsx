"use client";

import { Button, Field } from "@v1/ui";
import { useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { useSession } from "./provider.tsx";

export function SignInForm() {
  const { user, signIn } = useSession();
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const router = useRouter();
  const next = safePath(useSearchParams().get("next"));

  useEffect(() => {
    if (user.status === "in") router.replace(next);
  }, [user.status, router, next]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setError(null);
    const problem = await signIn(String(form.get("email")).trim(), String(form.get("password")));
    setError(problem);
    if (problem) setPending(false);
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Email" name="email" type="email" autoComplete="username" required autoFocus />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={error}
      />
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        Sign in
      </Button>
    </form>
  );
}

/** Only a path of this site: an address in a link must not lead elsewhere. */
function safePath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/products";
}

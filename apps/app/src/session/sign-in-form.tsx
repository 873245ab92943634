"use client";

import { Button, Field } from "@v1/ui";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { useSession } from "./provider.tsx";

/** `next` is where to go then. */
export function SignInForm({ next }: { next: string }) {
  const { user, signIn } = useSession();
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const router = useRouter();

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

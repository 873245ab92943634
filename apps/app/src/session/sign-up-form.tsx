"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Button, Field, Notice } from "@v1/ui";
import { MailCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "../zod.ts";
import { useSession } from "./provider.tsx";

const account = z.object({
  email: z.email("Write an email address, such as ada@example.com."),
  password: z.string().min(8, "Use at least 8 characters."),
});

/** `next` is where to go then. */
export function SignUpForm({ next }: { next: string }) {
  const { user, signUp } = useSession();
  const router = useRouter();
  const [unconfirmed, setUnconfirmed] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(account),
    defaultValues: { email: "", password: "" },
  });

  useEffect(() => {
    if (user.status === "in") router.replace(next);
  }, [user.status, router, next]);

  const submit = handleSubmit(async ({ email, password }) => {
    const answer = await signUp(email.trim(), password);
    if ("problem" in answer) setError("root", { message: answer.problem });
    else if (answer.confirm) setUnconfirmed(email);
  });
  if (unconfirmed) {
    return (
      <Notice icon={MailCheck} title="Confirm your email">
        We sent a link to {unconfirmed}. Open it, then sign in.
      </Notice>
    );
  }
  const { errors, isSubmitting, isSubmitSuccessful } = formState;
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label="Email"
        type="email"
        autoComplete="username"
        autoFocus
        error={errors.email?.message}
        {...register("email")}
      />
      <Field
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        error={errors.password?.message}
        {...register("password")}
      />
      {errors.root ? (
        <p role="alert" className="text-bad text-xs">
          {errors.root.message}
        </p>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={isSubmitting || (isSubmitSuccessful && user.status !== "in" && !errors.root)}
        className="mt-1 w-full"
      >
        Create account
      </Button>
    </form>
  );
}

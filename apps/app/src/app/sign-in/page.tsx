import type { Metadata } from "next";
import { Suspense } from "react";
import { Mark } from "../../frame/mark.tsx";
import { SignInForm } from "../../session/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
  return (
    <main className="grid min-h-dvh place-items-center px-4 pb-[12vh]">
      <div className="w-full max-w-80">
        <Mark className="size-8" />
        <h1 className="mt-5 font-semibold text-xl tracking-tight">Sign in</h1>
        <p className="mt-1 mb-6 text-base text-ink-soft">See what your systems say about your products.</p>
        <Suspense>
          <SignInForm />
        </Suspense>
      </div>
    </main>
  );
}

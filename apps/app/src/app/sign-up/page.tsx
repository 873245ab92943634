import type { Metadata } from "next";
import { AuthPage } from "../../session/auth-page.tsx";
import { safePath } from "../../session/safe-path.ts";
import { SignUpForm } from "../../session/sign-up-form.tsx";

export const metadata: Metadata = { title: "Create an account" };

interface SignUpPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const next = safePath((await searchParams).next);
  return (
    <AuthPage
      title="Create an account"
      purpose="Bring the product data of all your systems together, with one owner for each field."
      other={{
        question: "Have an account?",
        label: "Sign in",
        href: `/sign-in?next=${encodeURIComponent(next)}`,
      }}
    >
      <SignUpForm next={next} />
    </AuthPage>
  );
}

import type { Metadata } from "next";
import { AuthPage } from "../../session/auth-page.tsx";
import { safePath } from "../../session/safe-path.ts";
import { SignInForm } from "../../session/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safePath((await searchParams).next);
  return (
    <AuthPage
      title="Sign in"
      purpose="The product data of your shops, feeds and spreadsheets in one place, with one owner for each field."
      other={{
        question: "New here?",
        label: "Create an account",
        href: `/sign-up?next=${encodeURIComponent(next)}`,
      }}
    >
      <SignInForm next={next} />
    </AuthPage>
  );
}

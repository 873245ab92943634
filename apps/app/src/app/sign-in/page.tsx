import type { Metadata } from "next";
import { Mark } from "../../frame/mark.tsx";
import { SignInForm } from "../../session/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next } = await searchParams;
  return (
    <main className="grid min-h-dvh place-items-center px-4 pb-[12vh]">
      <div className="w-full max-w-80">
        <Mark className="size-8" />
        <h1 className="mt-5 font-semibold text-xl tracking-tight">Sign in</h1>
        <p className="mt-1 mb-6 text-base text-ink-soft">Your products, as your systems tell them.</p>
        <SignInForm next={safePath(next)} />
      </div>
    </main>
  );
}

/** Only a path of this site: an address in a link must not lead elsewhere. */
function safePath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/products";
}

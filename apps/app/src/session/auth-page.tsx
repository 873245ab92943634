import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "../frame/mark.tsx";

interface AuthPageProps {
  title: string;
  purpose: string;
  children: ReactNode;
  /** The way to the other page of the two. */
  other: { question: string; label: string; href: string };
}

/** What sign-in and sign-up look like. */
export function AuthPage({ title, purpose, children, other }: AuthPageProps) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 pb-[12vh]">
      <div className="w-full max-w-80">
        <Mark className="size-8" />
        <h1 className="mt-5 font-semibold text-xl tracking-tight">{title}</h1>
        <p className="mt-1 mb-6 text-pretty text-base text-ink-soft">{purpose}</p>
        {children}
        <p className="mt-6 text-center text-ink-soft">
          {other.question}{" "}
          <Link
            href={other.href}
            className="font-medium text-accent-ink underline-offset-4 hover:underline focus-visible:underline"
          >
            {other.label}
          </Link>
        </p>
      </div>
    </main>
  );
}

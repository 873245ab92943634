import Link from "next/link";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-4 text-center">
      <div>
        <h1 className="font-semibold text-xl">There is no such page</h1>
        <p className="mt-1 text-base text-ink-soft">The address may have a typo, or the page was moved.</p>
        <Link
          href="/overview"
          className="mt-4 inline-block text-accent-ink text-base underline underline-offset-4"
        >
          Go to the overview
        </Link>
      </div>
    </main>
  );
}

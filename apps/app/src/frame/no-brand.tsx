"use client";

import { Button } from "@v1/ui";
import { useRouter } from "next/navigation";
import { useSession } from "../session/provider.tsx";
import { LazyBrandForm } from "./lazy-brand-form.tsx";
import { Mark } from "./mark.tsx";

/** The first thing that somebody sees who belongs nowhere yet. */
export function NoBrand({ choose }: { choose: (id: string) => void }) {
  const { user, signOut } = useSession();
  const router = useRouter();
  return (
    <main className="grid min-h-dvh place-items-center px-4 pb-[12vh]">
      <div className="w-full max-w-80">
        <Mark className="size-8" />
        <h1 className="mt-5 font-semibold text-xl tracking-tight">You belong to no brand yet</h1>
        <p className="mt-1 mb-6 text-pretty text-base text-ink-soft">
          A brand holds products, the systems they come from, and the people who look after them. Make one,
          then connect its shop.
        </p>
        <LazyBrandForm
          done={(id) => {
            choose(id);
            router.replace("/overview");
          }}
        />
        <p className="mt-6 text-pretty text-ink-soft">
          Your brand is here already? Ask one of its owners to invite{" "}
          <span className="wrap-anywhere font-medium text-ink">
            {user.status === "in" ? user.email : "your address"}
          </span>
          , and open the link that they send.
        </p>
        <Button variant="ghost" className="mt-4 -ml-3" onClick={() => signOut()}>
          Sign out
        </Button>
      </div>
    </main>
  );
}

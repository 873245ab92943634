"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { buttonStyle } from "@v1/ui";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import type { Outputs } from "../../api/types.ts";
import { useBrands } from "../../frame/brand.tsx";
import { PageHeader } from "../../frame/page-header.tsx";
import { RETURN_PATH } from "./return-address.ts";

type Finished = Outputs["integrations"]["signIn"]["finish"];

const BACK = { href: "/integrations", label: "Integrations" };

/** Ends a sign-in with what the provider added to the address, once. */
export function SignInReturn() {
  const { brand } = useBrands();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const finish = useMutation(
    trpc.integrations.signIn.finish.mutationOptions({
      onSuccess: ({ kind, slug, connectionId }) => {
        void queries.invalidateQueries(trpc.integrations.pathFilter());
        void queries.invalidateQueries(trpc.brand.overview.queryFilter());
        // What to bring in comes next, as for every other connection.
        if (kind === "signed-in")
          router.replace(`/integrations/connect/${slug}?way=sign-in&connection=${connectionId}&step=2`);
      },
    }),
  );
  const begun = useRef(false);
  const { mutate } = finish;
  useEffect(() => {
    if (!brand || begun.current) return;
    begun.current = true;
    const parameters = Object.fromEntries(new URLSearchParams(window.location.search));
    // A code is for one use: neither a reload nor the history should offer it again.
    window.history.replaceState(null, "", RETURN_PATH);
    mutate({ parameters });
  }, [brand, mutate]);
  const done = finish.data?.kind === "signed-in" ? undefined : finish.data;
  return (
    <>
      <PageHeader back={BACK} {...words(done, finish.error)} />
      <div className="grid max-w-160 gap-4 px-4 pb-16 md:px-6">
        {finish.error ? (
          <>
            <ProblemNote error={finish.error} />
            <p>
              <Link href="/integrations" className={buttonStyle({ variant: "primary", size: "lg" })}>
                Back to Integrations
              </Link>
            </p>
          </>
        ) : null}
        {done ? <Done finished={done} /> : null}
        {done || finish.error ? null : (
          <p role="status" className="text-ink-soft">
            Asking the provider for access
          </p>
        )}
      </div>
    </>
  );
}

function words(finished: Finished | undefined, error: unknown) {
  if (error) return { title: "Not connected", purpose: "The sign-in was not finished; nothing was changed." };
  if (!finished) return { title: "Connecting", purpose: "You signed in at the provider. One moment." };
  const done = finished.kind === "renewed" ? "has new access" : "is connected";
  return { title: `${finished.name} ${done}`, purpose: "The provider has let us in." };
}

function Done({ finished: { connectionId, saw, runId } }: { finished: Finished }) {
  return (
    <>
      <p role="status" className="flex items-start gap-2.5 rounded-lg bg-good-soft p-3 text-good">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0">
          <span className="block font-medium">
            Signed in as{" "}
            <span className="wrap-anywhere" dir="auto">
              {saw.account.name}
            </span>
          </span>
          {runId ? "A full read has begun; it can be watched, and cancelled at any time." : "Syncs go on."}
        </span>
      </p>
      <p>
        <Link
          href={`/integrations/${connectionId}`}
          className={buttonStyle({ variant: "primary", size: "lg" })}
        >
          Go to the connection
        </Link>
      </p>
    </>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, buttonStyle, CopyText } from "@v1/ui";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { chosenBrand } from "../frame/chosen-brand.ts";
import { Mark } from "../frame/mark.tsx";
import { useSession } from "../session/provider.tsx";

/** For whoever followed an invitation's link: one press, and they are of the brand. */
export function AcceptInvite({ token }: { token: string }) {
  const { user, signOut } = useSession();
  const queries = useQueryClient();
  const accept = useMutation(
    useTRPC().brand.invites.accept.mutationOptions({
      onSuccess: ({ brandId }) => {
        chosenBrand.set(brandId);
        queries.clear();
        window.location.assign("/");
      },
    }),
  );
  const problem = accept.error ? problemOf(accept.error) : null;
  // Asked again, an invitation that is used up, or for somebody else, says the same.
  const hopeless = problem?.code === "forbidden" || problem?.code === "not_found";
  return (
    <main className="grid min-h-dvh place-items-center px-4 pb-[12vh]">
      <div className="w-full max-w-80">
        <Mark className="size-8" />
        <h1 className="mt-5 font-semibold text-xl tracking-tight">You are invited</h1>
        <p className="mt-1 mb-6 text-pretty text-base text-ink-soft">
          Somebody asks you to work on their brand’s product data. You are signed in as{" "}
          <span className="wrap-anywhere font-medium text-ink">{user.status === "in" ? user.email : ""}</span>
          .
        </p>
        {problem ? (
          <div role="alert" className="mb-4 rounded-lg bg-bad-soft p-3 text-pretty">
            <p className="font-medium text-ink">{problem.message}</p>
            {problem.hint ? <p className="text-ink-soft">{problem.hint}</p> : null}
            {problem.requestId ? (
              <p className="mt-1.5 text-ink-faint text-xs">
                <CopyText label="Request" text={problem.requestId} />
              </p>
            ) : null}
          </div>
        ) : null}
        <div className="grid gap-2">
          {hopeless ? null : (
            <Button
              variant="primary"
              size="lg"
              pending={accept.isPending || accept.isSuccess}
              onClick={() => accept.mutate({ token })}
            >
              {problem ? "Try again" : "Accept the invitation"}
            </Button>
          )}
          {problem?.code === "not_found" ? (
            <Link href="/" className={buttonStyle({ size: "lg" })}>
              Go to the overview
            </Link>
          ) : null}
          <Button
            size="lg"
            variant={problem?.code === "forbidden" ? "primary" : "ghost"}
            onClick={() => signOut()}
          >
            Use another account
          </Button>
        </div>
      </div>
    </main>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@v1/ui";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import { returnAddress } from "./return-address.ts";

interface SignInAgainProps {
  connectionId: string;
  provider: string;
  /** The app's id and secret, where they were typed anew. */
  secrets: Record<string, string>;
}

/** Access that has ended or was withdrawn is had again by another sign-in of the same account. */
export function SignInAgain({ connectionId, provider, secrets }: SignInAgainProps) {
  const start = useMutation(
    useTRPC().integrations.signIn.startAgain.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  );
  const typed = Object.keys(secrets).length > 0 ? { secrets } : {};
  return (
    <div className="grid gap-3">
      <ProblemNote error={start.error} />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          pending={start.isPending || start.isSuccess}
          onClick={() => start.mutate({ connectionId, redirectUri: returnAddress(), ...typed })}
        >
          Sign in again at {provider}
        </Button>
        <p className="text-ink-faint text-xs">It must be the same account as before.</p>
      </div>
    </div>
  );
}

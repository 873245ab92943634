"use client";

import { useMutation } from "@tanstack/react-query";
import { Button, CopyText } from "@v1/ui";
import type { FormEvent } from "react";
import { flushSync } from "react-dom";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import { AttemptForms, useAttemptForms } from "../attempt-forms.tsx";
import type { Draft } from "../draft.ts";
import type { Integration } from "../step-props.ts";
import { returnAddress } from "./return-address.ts";

interface BeginSignInProps {
  integration: Integration;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

/** For systems that are connected by a sign-in on their own pages: what is needed before, and the way there. */
export function BeginSignIn({ integration, draft, change }: BeginSignInProps) {
  const forms = useAttemptForms();
  const start = useMutation(
    useTRPC().integrations.signIn.start.mutationOptions({
      onSuccess: ({ url }) => {
        // They are kept with the sign-in now: the browser need not ask whether to leave them.
        flushSync(() => change({ secrets: {} }));
        window.location.assign(url);
      },
    }),
  );
  const fields = start.error ? problemOf(start.error).fields : undefined;
  const name = draft.name.trim() || integration.name;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!forms.validate()) return;
    const { config, secrets } = draft;
    start.mutate({ slug: integration.slug, name, config, secrets, redirectUri: returnAddress() });
  }
  const busy = start.isPending || start.isSuccess;
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-6">
      <p className="text-pretty text-ink-soft">
        Register this address as the return address of your app at {integration.name}, then enter the app’s id
        and secret: <CopyText label="Return address" text={returnAddress()} />
      </p>
      <AttemptForms
        {...{ forms, integration, draft, change, fields }}
        secretSchema={integration.auth.signInSchema ?? {}}
        disabled={busy}
      />
      {start.error ? <ProblemNote error={start.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" size="lg" pending={busy}>
          Sign in at {integration.name}
        </Button>
        <p className="text-ink-faint text-xs">You come back here, and choose what to bring in.</p>
      </div>
    </form>
  );
}

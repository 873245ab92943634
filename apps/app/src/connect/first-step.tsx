"use client";

import { RadioGroup, RadioItem } from "@v1/ui";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { BeginSignIn } from "./sign-in/begin-sign-in.tsx";
import { StepCredentials } from "./step-credentials.tsx";
import type { StepProps } from "./step-props.ts";

const WAYS = ["key", "sign-in"] as const;

/** How the system lets us in: by credentials, by a sign-in on its own pages, or as the owner likes. */
export function FirstStep(props: StepProps) {
  const { integration, draft, change } = props;
  const { hasKey, signInSchema } = integration.auth;
  const [wanted, setWay] = useQueryState("way", parseAsStringLiteral(WAYS).withDefault("key"));
  const way = signInSchema === null ? "key" : hasKey ? wanted : "sign-in";
  const hasBoth = hasKey && signInSchema !== null;
  return (
    <div className="grid gap-6">
      {hasBoth ? (
        <RadioGroup
          aria-label="How to connect"
          className="max-w-160"
          value={way}
          onValueChange={(next) => {
            // One way's credentials are of no use to the other.
            change({ secrets: {} });
            void setWay(next === "sign-in" ? "sign-in" : null);
          }}
        >
          <RadioItem value="key" label="Enter a key" detail={`You have one from ${integration.name}.`} />
          <RadioItem
            value="sign-in"
            label={`Sign in at ${integration.name}`}
            detail="For an app that is registered there; its access is renewed by itself."
          />
        </RadioGroup>
      ) : null}
      {way === "key" ? (
        <StepCredentials {...props} />
      ) : (
        <BeginSignIn integration={integration} draft={draft} change={change} />
      )}
    </div>
  );
}

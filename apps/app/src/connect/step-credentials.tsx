"use client";

import { Button } from "@v1/ui";
import { type FormEvent, useState } from "react";
import { problemOf } from "../api/problem.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { AttemptForms, useAttemptForms } from "./attempt-forms.tsx";
import { SawNote } from "./saw-note.tsx";
import type { StepProps } from "./step-props.ts";
import { WordSuggestions } from "./word-suggestions.tsx";

/** Where the system is and how it lets us in, and a test that says what answered. */
export function StepCredentials({ integration, draft, change, attempt, go }: StepProps) {
  const forms = useAttemptForms();
  const { saw, error, testing } = attempt;
  // A correction changes the settings, which have to be tested again; the words stay in sight.
  const [looked, setLooked] = useState(false);
  if (saw && !looked) setLooked(true);
  const fields = error ? problemOf(error).fields : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!forms.validate()) return;
    if (saw) go(2);
    else attempt.run();
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-6">
      <AttemptForms
        {...{ forms, integration, draft, change, fields }}
        secretSchema={integration.auth.schema}
        disabled={testing}
      />
      {error ? <ProblemNote error={error} /> : null}
      {saw ? <SawNote saw={saw} /> : null}
      {integration.suggests && (saw || looked) ? (
        <WordSuggestions
          source={{ slug: integration.slug, config: draft.config, secrets: draft.secrets }}
          config={draft.config}
          onChange={(config) => change({ config })}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" size="lg" pending={testing}>
          {saw ? "Continue" : testing ? "Testing" : "Test connection"}
        </Button>
        <p className="text-ink-faint text-xs">
          {saw ? "Nothing has been saved yet." : "Asks the system who it is. Nothing is saved."}
        </p>
      </div>
    </form>
  );
}

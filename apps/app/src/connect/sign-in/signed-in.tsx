"use client";

import { Button } from "@v1/ui";
import { useEffect } from "react";
import { ProblemNote } from "../../api/problem-note.tsx";
import type { Attempt } from "../use-attempt.ts";

/** After a sign-in, until the provider has said who it is. */
export function SignedIn({ attempt, go }: { attempt: Attempt; go: (step: number) => void }) {
  const { error, run } = attempt;
  useEffect(() => {
    if (error === null) run();
  }, [error, run]);
  if (!error) {
    return (
      <p role="status" className="text-ink-soft">
        Asking the provider what there is
      </p>
    );
  }
  return (
    <div className="grid max-w-160 gap-4">
      <ProblemNote error={error} />
      <div className="flex gap-2">
        <Button size="lg" onClick={() => go(1)}>
          Begin again
        </Button>
        <Button variant="primary" size="lg" onClick={run}>
          Ask again
        </Button>
      </div>
    </div>
  );
}

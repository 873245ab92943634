"use client";

import { Button, CopyText, Notice } from "@v1/ui";
import { TriangleAlert } from "lucide-react";
import { problemOf } from "./problem.ts";

interface QueryProblemProps {
  error: unknown;
  title: string;
  retry: () => unknown;
  pending?: boolean;
  level?: 1 | 2;
}

/** What happened, what to do, the request id to pass on, and another try. */
export function QueryProblem({ error, title, retry, pending, level }: QueryProblemProps) {
  const { message, hint, requestId } = problemOf(error);
  return (
    <Notice
      icon={TriangleAlert}
      tone="bad"
      title={title}
      level={level}
      action={
        <Button onClick={() => retry()} pending={pending}>
          Try again
        </Button>
      }
      detail={requestId ? <CopyText label="Request" text={requestId} /> : null}
    >
      {message} {hint}
    </Notice>
  );
}

"use client";

import { Button, Notice } from "@v1/ui";
import { TriangleAlert } from "lucide-react";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Notice
      icon={TriangleAlert}
      tone="bad"
      level={1}
      title="This page could not be shown"
      action={<Button onClick={reset}>Try again</Button>}
      detail={error.digest ? `Error ${error.digest}` : null}
    >
      Something went wrong on our side. Nothing was changed.
    </Notice>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { Button, toast } from "@v1/ui";
import { Eye } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";

/** Reads the source and shows what a sync would do; nothing is written. */
export function StartPreview({ connectionId, label = "Preview" }: { connectionId: string; label?: string }) {
  const router = useRouter();
  const start = useMutation(
    useTRPC().integrations.preview.start.mutationOptions({
      onSuccess: ({ runId }) => router.push(`/previews/${runId}`),
      onError: (error) => {
        const { message, hint } = problemOf(error);
        toast.error(message, { description: hint });
      },
    }),
  );
  return (
    <Button pending={start.isPending} onClick={() => start.mutate({ connectionId })}>
      {start.isPending ? null : <Eye aria-hidden className="size-3.5" />}
      {label}
    </Button>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, buttonStyle, toast } from "@v1/ui";
import { Play } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { useBrands } from "../frame/brand.tsx";
import { comesInFiles } from "../integrations/file-sources.ts";
import { StartPreview } from "../ownership/preview/start-preview.tsx";
import { SyncAgain } from "../runs/sync-again.tsx";
import type { Connection } from "./connection-state.ts";

interface ConnectionActionProps {
  connection: Connection;
  /** A run is under way or waits for a decision: nothing else is to be started. */
  busy: boolean;
}

/** The one thing to do with a connection in its state. */
export function ConnectionAction({ connection, busy }: ConnectionActionProps) {
  const { brand } = useBrands();
  const owner = brand?.role === "owner";
  const { id, status } = connection;
  if (status === "disconnected") {
    return owner ? (
      <Link href={`/integrations/${id}?tab=settings`} className={buttonStyle({ variant: "primary" })}>
        Reconnect
      </Link>
    ) : null;
  }
  if (status === "paused") return owner ? <Resume connectionId={id} /> : null;
  if (comesInFiles(connection.integration.slug)) {
    return (
      <Link href="/imports" className={buttonStyle({ variant: "primary" })}>
        Import a file
      </Link>
    );
  }
  if (busy) return null;
  return (
    <>
      <StartPreview connectionId={id} />
      <SyncAgain run={{ connectionId: id }} label="Sync now" variant="primary" follow={false} />
    </>
  );
}

export function Resume({ connectionId }: { connectionId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const resume = useMutation(
    trpc.integrations.connections.resume.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.integrations.connections.pathFilter());
        toast.success("It syncs by its schedule again.");
      },
      onError: (error) => toast.error(problemOf(error).message, { description: problemOf(error).hint }),
    }),
  );
  return (
    <Button variant="primary" pending={resume.isPending} onClick={() => resume.mutate({ connectionId })}>
      {resume.isPending ? null : <Play aria-hidden className="size-3.5" />}
      Resume
    </Button>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { buttonStyle, Notice, Status } from "@v1/ui";
import { format } from "date-fns";
import { Equal } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../../api/client.ts";
import { QueryProblem } from "../../api/query-problem.tsx";
import { counted } from "../../format.ts";
import { useBrands } from "../../frame/brand.tsx";
import { PageHeader } from "../../frame/page-header.tsx";
import { RunProblem } from "../../runs/run-problem.tsx";
import { effectsOf } from "./effects.ts";
import type { Preview } from "./preview.ts";
import { PreviewFields } from "./preview-fields.tsx";
import { PreviewRecords } from "./preview-records.tsx";
import { PreviewSkeleton } from "./preview-skeleton.tsx";
import { StartPreview } from "./start-preview.tsx";
import { TakeOver } from "./take-over.tsx";

const isWorking = ({ status }: Pick<Preview, "status">) => status === "queued" || status === "running";

/** What a sync would do, before it does: figures, by field, and record by record. */
export function PreviewPage({ runId }: { runId: string }) {
  const { brand } = useBrands();
  const trpc = useTRPC();
  const preview = useQuery(
    trpc.integrations.preview.get.queryOptions(
      { runId },
      {
        enabled: brand !== null,
        refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? 1_000 : false),
      },
    ),
  );
  const { data, error } = preview;
  const connection = useQuery(
    trpc.integrations.connections.get.queryOptions(
      { connectionId: data?.connectionId ?? "" },
      { enabled: data !== undefined },
    ),
  );
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        level={1}
        title="The preview could not be read"
        retry={preview.refetch}
        pending={preview.isRefetching}
      />
    );
  }
  if (!data) return <PreviewSkeleton />;
  return <Shown preview={data} name={connection.data?.name ?? "the connection"} />;
}

function Shown({ preview, name }: { preview: Preview; name: string }) {
  const { connectionId, status, takenOverBy, expiresAt } = preview;
  const importId = preview.report?.importId;
  const usable = status === "completed" && takenOverBy === null;
  return (
    <>
      <PageHeader
        back={
          importId
            ? { href: `/imports/${importId}`, label: "The import" }
            : { href: `/integrations/${connectionId}`, label: name }
        }
        title={importId ? "What importing the file would do" : `What a sync of ${name} would do`}
        purpose={
          <span className="flex flex-wrap items-center gap-x-2">
            <State preview={preview} />
            {usable ? (
              <span>Nothing is written yet. Kept until {format(expiresAt, "d MMM, HH:mm")}.</span>
            ) : null}
          </span>
        }
        action={
          importId ? (
            <Link href={`/imports/${importId}`} className={buttonStyle({ variant: "primary" })}>
              Go on with the import
            </Link>
          ) : isWorking(preview) ? null : (
            <>
              <StartPreview connectionId={connectionId} label="Preview anew" />
              {usable && wouldChange(preview) ? (
                <TakeOver runId={preview.runId} connectionId={connectionId} />
              ) : null}
            </>
          )
        }
      />
      <Body preview={preview} />
    </>
  );
}

function State({ preview: { status, takenOverBy, report } }: { preview: Preview }) {
  if (takenOverBy) {
    return (
      <>
        <Status tone="good">Taken over</Status>
        <Link href={`/runs/${takenOverBy}`} className="text-accent-ink underline underline-offset-4">
          See the run
        </Link>
      </>
    );
  }
  if (status === "completed")
    return <Status tone="good">{counted(report?.records ?? 0, "record")} read</Status>;
  if (status === "failed") return <Status tone="bad">Failed</Status>;
  if (status === "cancelled") return <Status tone="paused">Cancelled</Status>;
  return <Status tone="working">Reading the source</Status>;
}

function wouldChange({ report }: Preview): boolean {
  return effectsOf(report?.effects ?? {}).some(({ effect }) => effect !== "unchanged");
}

function Body({ preview }: { preview: Preview }) {
  const { report, error } = preview;
  if (error) {
    return (
      <div className="px-4 pb-6 md:px-6">
        <RunProblem error={{ ...error, hint: error.hint ?? "" }} />
      </div>
    );
  }
  if (!report) return <PreviewSkeleton headless records={preview.tallies.read ?? 0} />;
  const effects = effectsOf(report.effects);
  if (!wouldChange(preview) && !isWorking(preview)) {
    return (
      <Notice icon={Equal} title="Nothing would change">
        What the source says is what stands in your products: all {counted(report.records, "record")} are as
        before.
      </Notice>
    );
  }
  return (
    <>
      <PreviewFields fields={report.fields} />
      <PreviewRecords runId={preview.runId} effects={effects} fields={report.fields} />
    </>
  );
}

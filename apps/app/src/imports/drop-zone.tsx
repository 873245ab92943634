"use client";

import { cn } from "@v1/ui";
import { FileSpreadsheet, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useState } from "react";
import { problemOf } from "../api/problem.ts";
import { useUpload } from "./use-files.ts";

interface DropZoneProps {
  title: string;
  text: string;
  correctionOf?: string;
  asksForNames?: boolean;
  className?: string;
}

/** Takes a file by drop or by choice, shows how it goes, and leads to the import that it became. */
export function DropZone({ title, text, correctionOf, asksForNames, className }: DropZoneProps) {
  const id = useId();
  const router = useRouter();
  const upload = useUpload();
  const [over, setOver] = useState(false);
  const busy = upload.isPending || upload.isSuccess;
  const take = (file: File | undefined) => {
    if (!file || busy) return;
    upload.mutate(
      { file, correctionOf, asksForNames },
      { onSuccess: (job) => router.push(`/imports/${job.id}`) },
    );
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <div className={className}>
      <label
        htmlFor={id}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          take(event.dataTransfer.files[0]);
        }}
        className={cn(
          "grid cursor-pointer justify-items-center gap-1 rounded-lg border border-line-strong border-dashed px-4 py-8 text-center transition-colors hover:bg-hover",
          "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
          over && "border-accent bg-accent-soft",
          busy && "pointer-events-none",
        )}
      >
        {busy ? (
          <Progress share={upload.isSuccess ? 1 : upload.progress} name={upload.variables?.file.name ?? ""} />
        ) : (
          <>
            <Upload aria-hidden className="mb-1 size-5 text-ink-soft" />
            <span className="font-medium text-base text-ink">{title}</span>
            <span className="text-pretty text-ink-soft">{text}</span>
          </>
        )}
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          className="sr-only"
          disabled={busy}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </label>
      {upload.error ? (
        <p role="alert" className="mt-2 text-pretty text-bad">
          {problemOf(upload.error).message} {problemOf(upload.error).hint}
        </p>
      ) : null}
    </div>
  );
}

function Progress({ share, name }: { share: number; name: string }) {
  const percent = Math.round(share * 100);
  return (
    <span className="grid w-full max-w-72 justify-items-center gap-2" role="status">
      <FileSpreadsheet aria-hidden className="size-5 text-accent-ink" />
      <span className="max-w-full truncate font-medium text-ink" dir="auto">
        {name}
      </span>
      <span className="h-1 w-full overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full origin-left bg-accent transition-transform duration-150"
          style={{ transform: `scaleX(${share})` }}
        />
      </span>
      <span className="text-ink-soft tabular-nums">
        {percent < 100 ? `${percent} % sent` : "Looking at what it is"}
      </span>
    </span>
  );
}

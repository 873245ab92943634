"use client";

import { useQuery } from "@tanstack/react-query";
import { Button, Dialog, DialogActions, DialogClose, SidePanel, Skeleton } from "@v1/ui";
import { Eye } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import type { Outputs } from "../api/types.ts";
import { counted, formatCount } from "../format.ts";
import { ChangesList } from "./changes-list.tsx";
import { usePassportPanel } from "./use-passport-panel.ts";
import { usePublish } from "./use-publish.ts";

type Diff = Outputs["passports"]["diff"];

/** What waits of a product's passport, and the button that publishes it. */
export function ChangesPanel({ productId }: { productId: string }) {
  const { changes: open, close } = usePassportPanel();
  const { data, error, refetch, isFetching } = useQuery(
    useTRPC().passports.diff.queryOptions({ productId }, { enabled: open, staleTime: 0 }),
  );
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? undefined : close())}>
      <SidePanel title="Changes since it was published" description={data ? described(data) : undefined}>
        {data ? <Shown diff={data} close={close} /> : null}
        {!data && !error ? <PanelSkeleton /> : null}
        {error && !data ? (
          <div className="grid justify-items-start gap-3">
            <ProblemNote error={error} className="w-full" />
            <Button pending={isFetching} onClick={() => refetch()}>
              Try again
            </Button>
          </div>
        ) : null}
      </SidePanel>
    </Dialog>
  );
}

function described({ published, total }: Diff): string {
  if (!published) return "It was published before versions were kept. Publishing keeps the first one.";
  if (total === 0) return `What changed was taken back: version ${published.version} still tells all of it.`;
  return `Version ${published.version} stays public as it is until you publish. Then the ${total === 1 ? "change below goes" : `${formatCount(total)} changes below go`} into version ${published.version + 1}.`;
}

function Shown({ diff, close }: { diff: Diff; close: () => void }) {
  const { publish, pending } = usePublish();
  const { productId, changes, total, published } = diff;
  const submit = () => publish({ productIds: [productId] }).then((done) => (done ? close() : undefined));
  return (
    <>
      <ChangesList changes={changes} />
      {total > changes.length ? (
        <p className="border-line border-t py-3 text-ink-soft">
          And {counted(total - changes.length, "change")} more, which are published as well.
        </p>
      ) : null}
      <DialogActions>
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
        <Button variant="primary" pending={pending} onClick={submit}>
          <Eye aria-hidden className="size-3.5" />
          {total === 0 && published
            ? "Mark as up to date"
            : `Publish version ${(published?.version ?? 0) + 1}`}
        </Button>
      </DialogActions>
    </>
  );
}

const LINES = ["a", "b", "c", "d"];

export function PanelSkeleton() {
  return (
    <div role="status" aria-label="The passport is being read" className="grid gap-5">
      {LINES.map((line) => (
        <div key={line} className="grid gap-2">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-4 w-full" />
        </div>
      ))}
    </div>
  );
}

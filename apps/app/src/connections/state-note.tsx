import { CircleDashed, CirclePause, CircleX, Unplug } from "lucide-react";
import Link from "next/link";
import { useBrands } from "../frame/brand.tsx";
import { OwnersOnly } from "../frame/owners-only.tsx";
import type { Connection } from "./connection-state.ts";

const NOTES = {
  configuring: {
    icon: CircleDashed,
    title: "This connection is being set up",
    text: "Somebody began to connect it and has not said yet what it shall bring in. Until then it owns and reads nothing.",
  },
  paused: {
    icon: CirclePause,
    title: "This connection is paused",
    text: "Nothing is read by schedule until somebody resumes it. Its fields stay its own.",
  },
  disconnected: {
    icon: Unplug,
    title: "This connection is disconnected",
    text: "Its products keep their values as they were; the fields that it owned belong to nobody until another source takes them, or it is reconnected.",
  },
  error: {
    icon: CircleX,
    title: "This connection cannot reach its source",
    text: "Nothing is read by schedule until this is put right. Check the credentials in its settings; saving them tests them.",
  },
} as const;

/** What being paused, disconnected or in error means, and the way out. */
export function StateNote({ connection }: { connection: Connection }) {
  const { brand } = useBrands();
  const { status, statusReason, id, integration } = connection;
  const isDraft = status === "configuring";
  const way = isDraft
    ? `/integrations/connect/${integration.slug}?connection=${id}&step=2`
    : `/integrations/${id}?tab=settings`;
  const note = status in NOTES ? NOTES[status as keyof typeof NOTES] : null;
  if (!note) return null;
  const Icon = note.icon;
  return (
    <section
      aria-label="State"
      className={`flex items-start gap-3 rounded-lg p-4 ${status === "error" ? "bg-bad-soft" : "bg-sunken"}`}
    >
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${status === "error" ? "text-bad" : "text-ink-soft"}`}
      />
      <div className="grid min-w-0 gap-1">
        <h2 className="font-semibold text-base">{note.title}</h2>
        {statusReason ? <p className="wrap-anywhere font-medium">{statusReason}</p> : null}
        <p className="max-w-160 text-pretty text-ink-soft">{note.text}</p>
        {brand?.role === "owner" ? (
          <Link href={way} className="w-fit rounded text-accent-ink underline-offset-4 hover:underline">
            {isDraft ? "Finish setting it up" : "Open its settings"}
          </Link>
        ) : (
          <OwnersOnly what="change that" />
        )}
      </div>
    </section>
  );
}

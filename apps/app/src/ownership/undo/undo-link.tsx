import { buttonStyle } from "@v1/ui";
import { Undo2 } from "lucide-react";
import Link from "next/link";

/** From a run to the preview of its undo. */
export function UndoLink({ runId }: { runId: string }) {
  return (
    <Link href={`/runs/${runId}/undo`} className={buttonStyle()}>
      <Undo2 aria-hidden className="size-3.5" />
      Undo…
    </Link>
  );
}

import { buttonStyle } from "@v1/ui";
import { Eye } from "lucide-react";
import Link from "next/link";

/** From a run that is a preview to what it found. */
export function PreviewLink({ runId }: { runId: string }) {
  return (
    <Link href={`/previews/${runId}`} className={buttonStyle({ variant: "primary" })}>
      <Eye aria-hidden className="size-3.5" />
      See what it found
    </Link>
  );
}

import { cn } from "@v1/ui";
import { Lock } from "lucide-react";

/** For a member: what they may not do, and who can. */
export function OwnersOnly({ what, className }: { what: string; className?: string }) {
  return (
    <p className={cn("flex items-center gap-1.5 text-ink-soft", className)}>
      <Lock aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      Only owners of the brand can {what}. Ask one of them; Settings lists who they are.
    </p>
  );
}

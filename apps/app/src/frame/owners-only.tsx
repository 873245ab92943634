import { cn } from "@v1/ui";
import { Lock } from "lucide-react";

interface OwnersOnlyProps {
  what: string;
  /** Where the page itself lists them. */
  listed?: boolean;
  className?: string;
}

/** For a member: what they may not do, and who can. */
export function OwnersOnly({ what, className, listed }: OwnersOnlyProps) {
  return (
    <p className={cn("flex items-center gap-1.5 text-ink-soft", className)}>
      <Lock aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      Only owners of the brand can {what}. Ask one of them{listed ? "" : "; Settings lists who they are"}.
    </p>
  );
}

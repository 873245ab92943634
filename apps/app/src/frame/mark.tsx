import { cn } from "@v1/ui";

export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-6", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M9 10h14M9 16h9M9 22h12" className="stroke-on-accent" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

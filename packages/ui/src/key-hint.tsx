import { cn } from "./cn.ts";

/** The key that does what stands beside it; for the eye only, screen readers get `aria-keyshortcuts`. */
export function KeyHint({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      aria-hidden
      className={cn(
        "hidden h-4 min-w-4 items-center justify-center rounded-xs border border-current/25 px-1 font-mono text-[0.6875rem] leading-none opacity-80 md:inline-flex",
        className,
      )}
    >
      {children}
    </kbd>
  );
}

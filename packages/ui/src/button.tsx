import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";
import { cn } from "./cn.ts";

export const buttonStyle = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors disabled:opacity-60 aria-busy:opacity-60",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent not-disabled:hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink not-disabled:hover:bg-hover",
        ghost: "text-ink-soft not-disabled:hover:bg-sunken not-disabled:hover:text-ink",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-9 px-4 text-sm",
        icon: "size-8",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyle> {
  /** Shows that it works on it and takes no second press; it keeps the focus, as what is disabled cannot. */
  pending?: boolean;
}

/**
 * One primary at most on a page. What begins something takes a double click for one press: the second
 * comes before anything could show that it is pending.
 */
export function Button({ className, variant, size, pending, children, onClick, ...props }: ButtonProps) {
  const begins = variant === "primary" || pending !== undefined;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // Submitting with Enter presses the form's button too.
    if (pending || (begins && event.detail > 1)) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      className={cn(buttonStyle({ variant, size }), className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={press}
      {...props}
    >
      {pending ? <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> : null}
      {children}
    </button>
  );
}

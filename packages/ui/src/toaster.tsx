"use client";

import { Toaster as Sonner, type ToasterProps } from "sonner";

/** One per page. `toast()` comes from here too, so that everybody tells news the same way. */
export function Toaster(props: ToasterProps) {
  return (
    <Sonner
      position="bottom-right"
      closeButton
      duration={6_000}
      toastOptions={{
        classNames: {
          toast:
            "!rounded-lg !border !border-line !bg-surface !text-ink !text-sm !shadow-lg !shadow-black/8 !font-sans",
          description: "!text-ink-soft",
          actionButton: "!rounded-md !bg-accent !text-on-accent !font-medium",
          closeButton: "!border-line !bg-surface !text-ink-soft",
        },
      }}
      {...props}
    />
  );
}

export { toast } from "sonner";

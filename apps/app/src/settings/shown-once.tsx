"use client";

import { Button, cn, inputStyle } from "@v1/ui";
import { Check, Copy, X } from "lucide-react";
import { useId, useState } from "react";

interface ShownOnceProps {
  label: string;
  secret: string;
  note: string;
  close: () => void;
}

/** A link or key that nobody can show again: to copy, then to put away. */
export function ShownOnce({ label, secret, note, close }: ShownOnceProps) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <div role="status" className="grid gap-2 rounded-lg bg-accent-soft p-3">
      <div className="flex items-center justify-between gap-2">
        <label htmlFor={id} className="truncate font-medium text-ink">
          {label}
        </label>
        <button
          type="button"
          aria-label="Put away"
          onClick={close}
          className="grid size-6 shrink-0 place-items-center rounded text-ink-soft hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={secret}
          onFocus={(event) => event.target.select()}
          className={cn(
            inputStyle,
            "h-9 min-w-0 font-mono text-xs [&[readonly]]:bg-surface [&[readonly]]:text-ink",
          )}
        />
        <Button size="lg" onClick={() => navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
          <Icon aria-hidden className="size-3.5" />
          {copied ? "Copied" : "Copy"}
        </Button>
      </div>
      <p className="text-pretty text-ink-soft text-xs">{note}</p>
    </div>
  );
}

"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** An id in monospace that a press copies. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {label} <code className="wrap-anywhere min-w-0 font-mono text-ink-soft">{text}</code>
      <button
        type="button"
        aria-label={copied ? "Copied" : `Copy ${label.toLowerCase()}`}
        className="rounded p-1 hover:bg-sunken hover:text-ink"
        onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

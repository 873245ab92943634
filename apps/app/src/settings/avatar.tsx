import type { CSSProperties } from "react";

/** A person's first letter on a colour of their own. */
export function Avatar({ name, hue }: { name: string; hue: number | null }) {
  const own = hue ?? [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return (
    <span
      aria-hidden
      className="grid size-8 shrink-0 place-items-center rounded-full bg-[oklch(0.93_0.04_var(--hue))] font-semibold text-[oklch(0.42_0.11_var(--hue))] text-xs uppercase dark:bg-[oklch(0.3_0.05_var(--hue))] dark:text-[oklch(0.85_0.08_var(--hue))]"
      style={{ "--hue": own } as CSSProperties}
    >
      {[...name][0]}
    </span>
  );
}

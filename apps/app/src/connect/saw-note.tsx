import { CircleCheck } from "lucide-react";
import { counted } from "../format.ts";
import type { Saw } from "./step-props.ts";

/** "Demo Store, 1,000 products, EUR" */
export function SawNote({ saw }: { saw: Saw }) {
  const facts = [
    saw.account.name,
    saw.products === null ? "it does not tell how many products" : counted(saw.products, "product"),
    saw.currency,
  ].filter(Boolean);
  return (
    <p role="status" className="flex items-start gap-2.5 rounded-lg bg-good-soft p-3 text-good">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        <span className="block font-medium">It works. This is what answered:</span>
        <span className="wrap-anywhere block" dir="auto">
          {facts.join(", ")}
        </span>
      </span>
    </p>
  );
}

"use client";

import { Badge, Dialog, RelativeTime, SidePanel } from "@v1/ui";
import Link from "next/link";
import { counted } from "../../format.ts";
import { useBrands } from "../../frame/brand.tsx";
import { OwnersOnly } from "../../frame/owners-only.tsx";
import { TransferForm } from "../transfer/transfer-form.tsx";
import { useFieldsPlace } from "./filters.ts";
import { levelWords, ownerName } from "./groups.ts";
import { OnNull } from "./on-null.tsx";
import { Sources } from "./sources.tsx";
import type { OwnedField } from "./use-fields.ts";

/** One field beside the matrix: its owner, how to change it, what becomes of empty values, its sources. */
export function FieldPanel({ fields }: { fields: OwnedField[] }) {
  const [{ field: key, to }, setPlace] = useFieldsPlace();
  const field = fields.find((one) => one.key === key);
  const close = () => void setPlace({ field: null, to: null });
  return (
    <Dialog open={field !== undefined} onOpenChange={(open) => (open ? undefined : close())}>
      {field ? (
        <SidePanel title={field.label} description={levelWords(field.level)}>
          <Shown field={field} to={to} onTo={(next) => void setPlace({ to: next })} />
        </SidePanel>
      ) : null}
    </Dialog>
  );
}

interface ShownProps {
  field: OwnedField;
  to: string | null;
  onTo: (to: string | null) => void;
}

function Shown({ field, to, onTo }: ShownProps) {
  const { brand } = useBrands();
  const mayChange = brand?.role === "owner";
  return (
    <div className="grid gap-7 pb-4">
      <Facts field={field} />
      <section aria-labelledby="owner-heading" className="grid gap-3">
        <h3 id="owner-heading" className="font-semibold text-base">
          Owner
        </h3>
        <TransferForm key={field.key} field={field} to={to} onTo={onTo} />
      </section>
      <section aria-labelledby="empty-heading" className="grid gap-2">
        <h3 id="empty-heading" className="font-semibold text-base">
          When the owner’s source is empty
        </h3>
        <OnNull field={field} mayChange={mayChange} />
      </section>
      <Sources field={field} />
      {mayChange ? null : <OwnersOnly what="change this field" />}
    </div>
  );
}

function Facts({ field }: { field: OwnedField }) {
  const { owner, lastOwner, since, reason, conflicts, pins, adopting } = field;
  return (
    <div className="grid gap-2 text-ink-soft">
      <p className="text-pretty">
        <bdi className="font-medium text-ink">{ownerName(owner)}</bdi>{" "}
        {owner.kind === "manual" ? "own" : "owns"} it
        {since ? (
          <>
            {" "}
            since <RelativeTime at={since} />
          </>
        ) : null}
        {reason ? (
          <>
            : <q>{reason}</q>
          </>
        ) : (
          "."
        )}
      </p>
      {lastOwner && owner.kind === "nobody" ? (
        <p className="text-pretty">
          <bdi className="font-medium text-ink">{lastOwner.connection ?? "A connection that is gone"}</bdi>{" "}
          owned it last. Its values stay as they were.
        </p>
      ) : null}
      <p className="flex flex-wrap items-center gap-2">
        {adopting ? (
          <Link href={`/runs/${adopting.runId}`} className="rounded">
            <Badge tone="accent">
              {adopting.status === "running"
                ? "Values are being adopted"
                : "Values are adopted at the next sync"}
            </Badge>
          </Link>
        ) : null}
        {conflicts > 0 ? (
          <Link href={`/conflicts?field=${field.key}`} className="rounded underline-offset-4 hover:underline">
            <Badge tone="warn">{counted(conflicts, "open conflict")}</Badge>
          </Link>
        ) : (
          <Badge>no open conflict</Badge>
        )}
        <Badge>{pins > 0 ? counted(pins, "pin") : "no pins"}</Badge>
      </p>
    </div>
  );
}

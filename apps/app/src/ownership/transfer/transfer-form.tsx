"use client";

import { Badge, Button, Field, RadioGroup, RadioItem } from "@v1/ui";
import { useState } from "react";
import { useBrands } from "../../frame/brand.tsx";
import { ownerName } from "../fields/groups.ts";
import type { OwnedField } from "../fields/use-fields.ts";
import { AdoptChoice } from "./adopt-choice.tsx";
import { TransferFigures } from "./transfer-figures.tsx";
import { TransferProblem } from "./transfer-problem.tsx";
import { type Adopt, refOf, useTransfer } from "./use-transfer.ts";

interface TransferFormProps {
  field: OwnedField;
  /** A connection's id, `manual` or `nobody`; null for the owner of now. */
  to: string | null;
  onTo: (to: string | null) => void;
}

/** Another owner for a field: chosen, previewed in figures, then carried out. */
export function TransferForm({ field, to, onTo }: TransferFormProps) {
  const { brand } = useBrands();
  const now = field.owner.connectionId ?? field.owner.kind;
  const chosen = to ?? now;
  return (
    <div className="grid gap-4">
      <RadioGroup
        aria-label={`Owner of ${field.label}`}
        value={chosen}
        onValueChange={(next) => onTo(next === now ? null : next)}
      >
        {field.sources.map(({ connectionId, connection, enabled, status }) => (
          <RadioItem
            key={connectionId}
            value={connectionId}
            label={<Choice name={connection} current={now === connectionId} />}
            detail={
              status === "disconnected" ? "Disconnected" : enabled ? undefined : "Does not read this field"
            }
            disabled={status === "disconnected" && now !== connectionId}
          />
        ))}
        <RadioItem
          value="manual"
          label={<Choice name="People" current={now === "manual"} />}
          detail="Edited here; no sync writes it."
        />
        <RadioItem
          value="nobody"
          label={<Choice name="Nobody" current={now === "nobody"} />}
          detail="Values stay, and the next connection that supplies it takes it."
        />
      </RadioGroup>
      {chosen === now ? null : (
        <Change
          key={chosen}
          field={field}
          to={chosen}
          mayChange={brand?.role === "owner"}
          done={() => onTo(null)}
        />
      )}
    </div>
  );
}

function Choice({ name, current }: { name: string; current: boolean }) {
  return (
    <span className="flex items-center justify-between gap-2">
      <span className="min-w-0 truncate" dir="auto" title={name}>
        {name}
      </span>
      {current ? <Badge>owner now</Badge> : null}
    </span>
  );
}

interface ChangeProps {
  field: OwnedField;
  to: string;
  mayChange: boolean;
  done: () => void;
}

function Change({ field, to, mayChange, done }: ChangeProps) {
  const [adopt, setAdopt] = useState<Adopt>("now");
  const [reason, setReason] = useState("");
  const { preview, transfer } = useTransfer({ keys: [field.key], to: refOf(to), done });
  const source = field.sources.find(({ connectionId }) => connectionId === to);
  const name = source ? source.connection : ownerName({ kind: to, connection: null });
  return (
    <form
      className="grid gap-4 rounded-lg bg-sunken p-4"
      onSubmit={(event) => {
        event.preventDefault();
        transfer.mutate({ adopt, reason });
      }}
    >
      <TransferFigures preview={preview} level={field.level} name={name} />
      {mayChange && preview.data ? (
        <>
          {source ? <AdoptChoice name={name} value={adopt} onChange={setAdopt} /> : null}
          <Field
            label="Why (optional)"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
            hint="Kept with the change, for whoever asks later."
          />
          <TransferProblem change={transfer} preview={preview} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={transfer.isPending}>
              <span className="max-w-64 truncate">
                {to === "nobody" ? "Take the owner away" : `Make ${name} the owner`}
              </span>
            </Button>
            <Button variant="ghost" onClick={done}>
              Cancel
            </Button>
          </div>
        </>
      ) : null}
    </form>
  );
}

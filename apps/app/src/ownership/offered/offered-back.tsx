"use client";

import { useQuery } from "@tanstack/react-query";
import type { FieldKey } from "@v1/core";
import { Button, Dialog, DialogTrigger, SidePanel } from "@v1/ui";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import type { Connection } from "../../connections/connection-state.ts";
import { counted } from "../../format.ts";
import { useBrands } from "../../frame/brand.tsx";
import { OwnersOnly } from "../../frame/owners-only.tsx";
import { fieldLabel } from "../../values/show-value.ts";
import { AdoptChoice } from "../transfer/adopt-choice.tsx";
import { TransferFigures } from "../transfer/transfer-figures.tsx";
import { TransferProblem } from "../transfer/transfer-problem.tsx";
import { type Adopt, useTransfer } from "../transfer/use-transfer.ts";

/** What a connection owned last and nobody owns now: once it is connected again, it may have it back. */
export function OfferedBack({ connection }: { connection: Connection }) {
  const { brand } = useBrands();
  const [open, setOpen] = useState(false);
  const { id, name, status } = connection;
  const enabled = status === "connected";
  const { data } = useQuery(useTRPC().integrations.owners.list.queryOptions(undefined, { enabled }));
  const keys = (data?.fields ?? [])
    .filter(({ owner, lastOwner }) => owner.kind === "nobody" && lastOwner?.connectionId === id)
    .map(({ key }) => key);
  if (!enabled || keys.length === 0) return null;
  const fields = counted(keys.length, "field");
  return (
    <section aria-labelledby="offered" className="flex items-start gap-3 rounded-lg bg-sunken p-4">
      <Undo2 aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-soft" />
      <div className="grid min-w-0 justify-items-start gap-1">
        <h2 id="offered" className="font-semibold text-base">
          It owned {fields} that nobody owns now
        </h2>
        <p className="max-w-160 text-pretty text-ink-soft">
          {keys.map(fieldLabel).join(", ")}. Values stay as they are until somebody owns them again.
        </p>
        {brand?.role === "owner" ? (
          <Dialog open={open} onOpenChange={setOpen}>
            <DialogTrigger asChild>
              <Button size="sm" className="mt-2">
                Give {keys.length === 1 ? "it" : "them"} back…
              </Button>
            </DialogTrigger>
            <SidePanel
              title={`Give ${fields} back`}
              description="It owns them as before. Nothing happens before you have seen the figures."
            >
              <Return keys={keys} connection={{ id, name }} done={() => setOpen(false)} />
            </SidePanel>
          </Dialog>
        ) : (
          <OwnersOnly what="give them back" />
        )}
      </div>
    </section>
  );
}

interface ReturnProps {
  keys: FieldKey[];
  connection: { id: string; name: string };
  done: () => void;
}

function Return({ keys, connection: { id, name }, done }: ReturnProps) {
  const [adopt, setAdopt] = useState<Adopt>("now");
  const { preview, transfer } = useTransfer({ keys, to: { connectionId: id }, done });
  return (
    <div className="grid gap-5 pb-4">
      <div className="rounded-lg bg-sunken p-4">
        <TransferFigures preview={preview} level="PV" name={name} />
      </div>
      <AdoptChoice name={name} value={adopt} onChange={setAdopt} />
      <TransferProblem change={transfer} preview={preview} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          pending={transfer.isPending}
          disabled={!preview.data}
          onClick={() => transfer.mutate({ adopt, reason: "" })}
        >
          Give {counted(keys.length, "field")} back
        </Button>
        <Button variant="ghost" onClick={done}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

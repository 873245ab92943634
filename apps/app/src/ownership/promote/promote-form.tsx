"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, FieldFrame, Select } from "@v1/ui";
import { useId, useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { counted } from "../../format.ts";
import { fieldLabel } from "../../values/show-value.ts";
import type { Column } from "../fields/use-fields.ts";
import { AdoptChoice } from "../transfer/adopt-choice.tsx";
import { TransferFigures } from "../transfer/transfer-figures.tsx";
import { TransferProblem } from "../transfer/transfer-problem.tsx";
import { type Adopt, useOwnersChanged } from "../transfer/use-transfer.ts";
import { Regrouping } from "./regrouping.tsx";

interface PromoteFormProps {
  owning: Column[];
  columns: Column[];
  done: () => void;
}

/** From whom, to whom; then what it would do. */
export function PromoteForm({ owning, columns, done }: PromoteFormProps) {
  const [from, setFrom] = useState(owning[0]?.id ?? "");
  const others = columns.filter(({ id, status }) => id !== from && status !== "disconnected");
  const [wanted, setWanted] = useState("");
  const to = others.find(({ id }) => id === wanted) ?? others[0];
  const options = (list: Column[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="grid gap-5 pb-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <FieldFrame label="From">
          {({ id }) => <Select id={id} value={from} onValueChange={setFrom} options={options(owning)} />}
        </FieldFrame>
        <FieldFrame label="To">
          {({ id }) => (
            <Select
              id={id}
              value={to?.id ?? null}
              onValueChange={setWanted}
              options={options(others)}
              placeholder="No other is connected"
            />
          )}
        </FieldFrame>
      </div>
      {to ? <Decision key={`${from} ${to.id}`} from={from} to={to} done={done} /> : null}
    </div>
  );
}

function Decision({ from, to, done }: { from: string; to: Column; done: () => void }) {
  const trpc = useTRPC();
  const preview = useQuery(
    trpc.integrations.owners.previewPromote.queryOptions({ from, to: to.id }, { staleTime: 0 }),
  );
  const [adopt, setAdopt] = useState<Adopt>("now");
  const [confirmRegrouping, setConfirmed] = useState(false);
  const confirmId = useId();
  const settled = useOwnersChanged();
  const promote = useMutation(
    trpc.integrations.owners.promote.mutationOptions({
      onSuccess: (answer) => {
        settled(answer);
        done();
      },
      // Groups that came since the figures were made are shown, and can be confirmed then.
      onError: (error) => {
        if (problemOf(error).code === "precondition_failed") void preview.refetch();
      },
    }),
  );
  const { data } = preview;
  if (data?.fields.length === 0) {
    return (
      <p className="text-pretty text-ink-soft">
        <bdi className="font-medium text-ink">{to.name}</bdi> supplies none of these fields: there is nothing
        that it could take over.
      </p>
    );
  }
  const fields = data?.fields.map(({ key, version }) => ({ key, version })) ?? [];
  const regroups = (data?.regrouping.count ?? 0) > 0;
  return (
    <>
      <div className="grid gap-4 rounded-lg bg-sunken p-4">
        <TransferFigures preview={preview} level="PV" name={to.name} />
        {data ? <Moving takes={data.fields.map(({ key }) => key)} leaves={data.left} /> : null}
      </div>
      {data && regroups ? <Regrouping regrouping={data.regrouping} /> : null}
      {regroups ? (
        <div className="flex items-start gap-2.5">
          <Checkbox
            id={confirmId}
            checked={confirmRegrouping}
            onCheckedChange={(next) => setConfirmed(next === true)}
            className="mt-0.5"
          />
          <label htmlFor={confirmId}>I have looked at them: products stay as they are here.</label>
        </div>
      ) : null}
      <AdoptChoice name={to.name} value={adopt} onChange={setAdopt} />
      <TransferProblem change={promote} preview={preview} />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          pending={promote.isPending}
          disabled={!data || (regroups && !confirmRegrouping)}
          onClick={() => promote.mutate({ from, to: to.id, fields, adopt, confirmRegrouping })}
        >
          {data ? `Take over ${counted(fields.length, "field")}` : "Take over"}
        </Button>
        <Button variant="ghost" onClick={done}>
          Cancel
        </Button>
      </div>
    </>
  );
}

function Moving({ takes, leaves }: { takes: string[]; leaves: string[] }) {
  return (
    <div className="grid gap-1 text-pretty text-ink-soft">
      <p>
        <span className="font-medium text-ink">Takes over</span> {takes.map(fieldLabel).join(", ")}.
      </p>
      {leaves.length > 0 ? (
        <p>
          <span className="font-medium text-ink">Stays</span> {leaves.map(fieldLabel).join(", ")}: not
          supplied by the new one.
        </p>
      ) : null}
    </div>
  );
}

"use client";

import { Button, Dialog, DialogActions, SidePanel } from "@v1/ui";
import { useState } from "react";
import { ProblemNote } from "../api/problem-note.tsx";
import { CompareTable } from "./compare-table.tsx";
import { ProductPick } from "./product-pick.tsx";
import { codesOf, KINDS, nameOf, type Review } from "./record-words.ts";
import { useDecide } from "./use-decide.ts";

interface PlaceRecordProps {
  review: Review | null;
  close: () => void;
}

/** Where a record belongs: beside its candidates, or found by a search, or a product of its own. */
export function PlaceRecord({ review, close }: PlaceRecordProps) {
  return (
    <Dialog open={review !== null} onOpenChange={(open) => (open ? undefined : close())}>
      {review ? (
        <SidePanel
          title={<span dir="auto">{nameOf(review)}</span>}
          description={
            review.status === "open"
              ? KINDS[review.kind].text
              : `Decided: ${review.status}. It can be taken back.`
          }
          className="sm:max-w-3xl"
        >
          <Decision review={review} close={close} />
        </SidePanel>
      ) : null}
    </Dialog>
  );
}

type Candidate = Review["candidates"][number];

function Decision({ review, close }: { review: Review; close: () => void }) {
  const decide = useDecide(review, close);
  const [found, setFound] = useState<Candidate[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const candidates = [...found, ...review.candidates.filter(({ id }) => found.every((one) => one.id !== id))];
  const codes = codesOf(review);
  return (
    <div className="grid gap-5 pb-4">
      <p className="wrap-anywhere text-ink-soft">
        Record <code className="font-mono text-xs">{review.externalId}</code> of{" "}
        <bdi>{review.connection}</bdi>
        {codes.length > 0 ? (
          <>
            , with the codes <span className="font-mono text-xs">{codes.slice(0, 6).join(", ")}</span>
            {codes.length > 6 ? ` and ${codes.length - 6} more` : ""}
          </>
        ) : null}
      </p>
      <CompareTable review={review} candidates={candidates} chosen={chosen} onChoose={setChosen} />
      {review.status === "open" ? (
        <>
          <ProductPick
            onPick={(product) => {
              setFound((known) => [product, ...known.filter(({ id }) => id !== product.id)]);
              setChosen(product.id);
            }}
          />
          <ProblemNote error={decide.error} />
          <DialogActions>
            <Button onClick={decide.ignore} disabled={decide.pending}>
              Ignore
            </Button>
            <Button onClick={decide.create} disabled={decide.pending}>
              Create a product
            </Button>
            <Button
              variant="primary"
              disabled={chosen === null}
              pending={decide.pending}
              onClick={() => (chosen ? decide.link(chosen) : undefined)}
            >
              Link to the chosen product
            </Button>
          </DialogActions>
        </>
      ) : (
        <>
          <ProblemNote error={decide.error} />
          <DialogActions>
            <Button
              variant="primary"
              pending={decide.pending}
              onClick={review.status === "ignored" ? decide.reopen : decide.unlink}
            >
              {review.status === "ignored" ? "Decide anew" : "Take the link back"}
            </Button>
          </DialogActions>
        </>
      )}
    </div>
  );
}

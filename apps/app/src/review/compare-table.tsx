"use client";

import { useQueries } from "@tanstack/react-query";
import { cn, Skeleton } from "@v1/ui";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { readField } from "../product/fields/read-field.ts";
import type { Product } from "../product/types.ts";
import { fieldLabel, showValue } from "../values/show-value.ts";
import { observedOf, type Review, saidFields } from "./record-words.ts";

interface CompareTableProps {
  review: Review;
  candidates: Review["candidates"];
  chosen: string | null;
  onChoose: (id: string) => void;
}

const MOST_FIELDS = 10;

/** What the record says beside what each candidate has; one of them can be chosen. */
export function CompareTable({ review, candidates, chosen, onChoose }: CompareTableProps) {
  const trpc = useTRPC();
  const products = useQueries({
    queries: candidates.map(({ id }) => trpc.products.get.queryOptions({ id }, { staleTime: 60_000 })),
  });
  const { product } = observedOf(review);
  const fields = saidFields(review).slice(0, MOST_FIELDS);
  return (
    <section
      aria-label="The record and its candidates"
      className="relative overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-line border-b text-left align-bottom [&>th]:px-2 [&>th]:pb-2">
            <th scope="col" className="w-28 font-medium text-ink-faint text-xs">
              Field
            </th>
            <th scope="col" className="min-w-40 font-medium">
              The record
            </th>
            {candidates.map((candidate) => (
              <th key={candidate.id} scope="col" className="min-w-40 max-w-56 font-normal">
                <label className="flex cursor-pointer items-start gap-2">
                  <input
                    type="radio"
                    name="candidate"
                    className="mt-1 accent-accent"
                    checked={chosen === candidate.id}
                    disabled={review.status !== "open"}
                    onChange={() => onChoose(candidate.id)}
                  />
                  <span className="min-w-0">
                    <span className="line-clamp-2 wrap-anywhere font-medium" dir="auto">
                      {candidate.name}
                    </span>
                    <span className="block truncate font-mono text-ink-faint text-xs">
                      {candidate.productIdentifier}
                    </span>
                  </span>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((key) => (
            <tr key={key} className="border-line border-b align-top [&>*]:px-2 [&>*]:py-1.5">
              <th scope="row" className="text-left font-normal text-ink-soft">
                {fieldLabel(key)}
              </th>
              <td>
                <Value value={product[key]} />
              </td>
              {candidates.map((candidate, index) => (
                <td key={candidate.id} className={cn(chosen === candidate.id && "bg-accent-soft/60")}>
                  <Theirs product={products[index]?.data} field={key} failed={products[index]?.isError} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {candidates.length > 0 ? (
          <tfoot>
            <tr className="[&>*]:px-2 [&>*]:py-1.5">
              <td colSpan={2} />
              {candidates.map(({ id }) => (
                <td key={id}>
                  <Link
                    href={`/products/${id}`}
                    className="text-accent-ink text-xs underline-offset-4 hover:underline"
                  >
                    Open the product
                  </Link>
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

interface TheirsProps {
  product: Product | undefined;
  field: Parameters<typeof readField>[0];
  failed: boolean | undefined;
}

function Theirs({ product, field, failed }: TheirsProps) {
  if (failed) return <span className="text-ink-faint">could not be read</span>;
  if (!product) return <Skeleton className="h-3.5 w-24" />;
  const value =
    field === "product.category" ? product.category : readField(field, { product, variant: null });
  return <Value value={value} />;
}

function Value({ value }: { value: unknown }) {
  const text = showValue(value);
  if (text === null) return <span className="text-ink-faint">nothing</span>;
  return (
    <span className="line-clamp-3 wrap-anywhere" dir="auto" title={text.length > 100 ? text : undefined}>
      {text}
    </span>
  );
}

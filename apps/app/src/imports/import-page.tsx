"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice, Skeleton } from "@v1/ui";
import { FileX } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { ImportView } from "./import-view.tsx";

export function ImportPage({ importId }: { importId: string }) {
  const { brand } = useBrands();
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().imports.get.queryOptions(
      { importId },
      {
        enabled: brand !== null,
        refetchInterval: ({ state }) =>
          state.data?.status === "VALIDATING" || state.data?.status === "COMMITTING" ? 1_000 : false,
      },
    ),
  );
  if (data) return <ImportView job={data} />;
  if (!error) return <ImportSkeleton />;
  if (["not_found", "bad_request"].includes(problemOf(error).code)) {
    return (
      <Notice
        icon={FileX}
        level={1}
        title="There is no such import"
        action={
          <Link href="/imports" className="text-accent-ink text-base underline underline-offset-4">
            Go to your imports
          </Link>
        }
      >
        It may belong to another of your brands, or the address has a typo.
      </Notice>
    );
  }
  return (
    <QueryProblem
      error={error}
      level={1}
      retry={refetch}
      pending={isRefetching}
      title="The import could not be read"
    />
  );
}

const LINES = ["a", "b", "c", "d", "e", "f"];

function ImportSkeleton() {
  return (
    <div role="status" aria-label="The import is being read" className="px-4 pt-5 md:px-6 md:pt-6">
      <h1 className="sr-only">Import</h1>
      <Skeleton className="h-5 w-20" />
      <Skeleton className="mt-2 h-7 w-72 max-w-full" />
      <Skeleton className="mt-2 h-4 w-48" />
      <Skeleton className="mt-6 h-8 w-full max-w-md" />
      <div className="mt-6 grid gap-3">
        {LINES.map((line) => (
          <Skeleton key={line} className="h-9 w-full" />
        ))}
      </div>
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../../api/client.ts";
import { unmappedPlace } from "../../runs/unmapped-place.ts";

/** Below a category that is not filled in: the way to where the names of sources get their meaning. */
export function UnmappedNote() {
  const { data } = useQuery(useTRPC().catalog.unmappedCategories.queryOptions());
  if (!data?.runId || data.names === 0) return null;
  return (
    <Link
      href={unmappedPlace(data.runId)}
      prefetch={false}
      className="block w-fit text-accent-ink text-xs underline underline-offset-4"
    >
      Say what your sources’ categories mean
    </Link>
  );
}

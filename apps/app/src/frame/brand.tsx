"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useState } from "react";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { chosenBrand } from "./chosen-brand.ts";
import { NoBrand } from "./no-brand.tsx";

interface Brand {
  id: string;
  name: string;
  role: "owner" | "member";
}

interface Brands {
  /** Null while they are being fetched. */
  brand: Brand | null;
  all: Brand[];
  choose: (id: string) => void;
}

const BrandsContext = createContext<Brands>({ brand: null, all: [], choose: () => {} });

export function useBrands(): Brands {
  return use(BrandsContext);
}

/** Knows the brand that all below works for. */
export function BrandProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const trpc = useTRPC();
  const { data: all, error, refetch, isRefetching } = useQuery(trpc.brand.list.queryOptions());
  const [wanted, setWanted] = useState(() => chosenBrand.get());
  if (error && !all) {
    return (
      <main>
        <QueryProblem
          error={error}
          level={1}
          retry={refetch}
          pending={isRefetching}
          title="Your brands could not be read"
        />
      </main>
    );
  }
  const choose = (id: string) => {
    chosenBrand.set(id);
    setWanted(id);
    const [brands] = trpc.brand.list.queryKey();
    void queries.resetQueries({ predicate: ({ queryKey }) => !sameKey(queryKey[0], brands) });
  };
  if (all?.length === 0) return <NoBrand choose={choose} />;

  const brand = all?.find(({ id }) => id === wanted) ?? all?.[0] ?? null;
  if (brand && brand.id !== chosenBrand.get()) chosenBrand.set(brand.id);
  return <BrandsContext value={{ brand, all: all ?? [], choose }}>{children}</BrandsContext>;
}

function sameKey(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

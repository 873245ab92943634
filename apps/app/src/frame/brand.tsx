"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useSession } from "../session/provider.tsx";
import { chosenBrand } from "./chosen-brand.ts";
import { type Brand, knownBrands } from "./known-brands.ts";
import { NoBrand } from "./no-brand.tsx";

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

interface BrandProviderProps {
  /** The brand whose data the page was sent with. */
  known: string | null;
  children: ReactNode;
}

/** Knows the brand that all below works for. */
export function BrandProvider({ known, children }: BrandProviderProps) {
  const queries = useQueryClient();
  const trpc = useTRPC();
  const { data: told, error, refetch, isRefetching } = useQuery(trpc.brand.list.queryOptions());
  const [wanted, setWanted] = useState(() => known ?? chosenBrand.get());
  const remembered = useRemembered(told);
  const all = told ?? remembered;
  const begin = () => {
    const [brands] = trpc.brand.list.queryKey();
    void queries.resetQueries({ predicate: ({ queryKey }) => !sameKey(queryKey[0], brands) });
  };
  const isWanted = ({ id }: Brand) => id === wanted;
  // What was asked for a brand that one has left since is no answer for the next one.
  const left = told !== undefined && remembered?.some(isWanted) && !told.some(isWanted);
  const beginAnew = useEffectEvent(begin);
  useEffect(() => {
    if (left) beginAnew();
  }, [left]);
  const brand = all?.find(isWanted) ?? all?.[0] ?? null;
  const brandId = brand?.id;
  useEffect(() => {
    if (brandId) chosenBrand.set(brandId);
  }, [brandId]);
  if (error && !told) {
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
    begin();
  };
  if (told?.length === 0) return <NoBrand choose={choose} />;

  // What is below asks for its rows before any effect of this one.
  if (brandId && brandId !== chosenBrand.get()) chosenBrand.set(brandId);
  return <BrandsContext value={{ brand, all: all ?? [], choose }}>{children}</BrandsContext>;
}

/** The brands of the last time, until they are told; they are remembered for the next. */
function useRemembered(told: Brand[] | undefined): Brand[] | undefined {
  const { user } = useSession();
  const userId = user.status === "in" ? user.id : null;
  useEffect(() => {
    if (userId && told && told.length > 0) knownBrands.set(userId, told);
  }, [userId, told]);
  return useMemo(() => (userId ? knownBrands.get(userId) : undefined), [userId]);
}

function sameKey(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

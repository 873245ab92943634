"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@v1/ui";
import { PackageX } from "lucide-react";
import Link from "next/link";
import { Activity, type ReactNode } from "react";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { ProductHistory } from "../ownership/history/product-history.tsx";
import { PassportSection } from "../passports/passport-section.tsx";
import { FieldGroup } from "./fields/field-group.tsx";
import { GROUPS } from "./fields/groups.ts";
import { ProductHeader } from "./product-header.tsx";
import { ProductPageSkeleton } from "./product-page-skeleton.tsx";
import { Records } from "./records.tsx";
import type { Product } from "./types.ts";
import { Variants } from "./variants/variants.tsx";

export function ProductPage({ id }: { id: string }) {
  const { brand } = useBrands();
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().products.get.queryOptions({ id }, { enabled: brand !== null }),
  );
  if (data) return <ProductView product={data} />;
  if (!error) return <ProductPageSkeleton />;
  // An id that is none is as little a product as one of nobody's.
  if (["not_found", "bad_request"].includes(problemOf(error).code)) return <NoSuchProduct />;
  return (
    <QueryProblem
      error={error}
      level={1}
      retry={refetch}
      pending={isRefetching}
      title="The product could not be read"
    />
  );
}

function ProductView({ product }: { product: Product }) {
  const place = { product, variant: null };
  return (
    <>
      <ProductHeader product={product} />
      <div className="grid gap-x-10 gap-y-8 px-4 pb-16 md:px-6 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 content-start gap-8">
          <Part>
            <Variants product={product} />
          </Part>
          {GROUPS.map((group) => (
            <Part key={group.id}>
              <FieldGroup {...group} place={place} />
            </Part>
          ))}
        </div>
        <div className="grid min-w-0 content-start gap-8">
          <Part>
            <PassportSection product={product} />
          </Part>
          <Part>
            <Records product={product} />
          </Part>
          <Part>
            <ProductHistory productId={product.id} />
          </Part>
        </div>
      </div>
    </>
  );
}

/**
 * Taken over by the browser by itself, so that no key waits for all of the page. Not by `Suspense`, which the
 * server sends after the page: what stands below would move.
 */
function Part({ children }: { children: ReactNode }) {
  return <Activity>{children}</Activity>;
}

function NoSuchProduct() {
  return (
    <Notice
      icon={PackageX}
      level={1}
      title="There is no such product"
      action={
        <Link href="/products" className="text-accent-ink text-base underline underline-offset-4">
          Go to your products
        </Link>
      }
    >
      It may belong to another of your brands, or the address has a typo.
    </Notice>
  );
}

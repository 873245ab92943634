"use client";

import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { LastRun, LastRunSkeleton } from "../runs/last-run.tsx";
import { SyncNow, SyncNowSkeleton } from "../runs/sync-now.tsx";
import { ProductList } from "./product-list.tsx";
import { ProductSkeleton } from "./product-skeleton.tsx";

export function ProductsPage() {
  const { brand } = useBrands();
  return (
    <>
      <PageHeader
        title="Products"
        purpose="What your connected systems have brought in."
        action={brand ? <SyncNow /> : <SyncNowSkeleton />}
      >
        {brand ? <LastRun /> : <LastRunSkeleton />}
      </PageHeader>
      {brand ? <ProductList key={brand.id} /> : <ProductSkeleton />}
    </>
  );
}

"use client";

import { Activity } from "react";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { WaitingBar } from "../passports/waiting-bar.tsx";
import { LastRun, LastRunSkeleton } from "../runs/last-run.tsx";
import { SyncNow, SyncNowSkeleton } from "../runs/sync-now.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { NewProduct } from "./new-product.tsx";
import { ProductList } from "./product-list.tsx";
import { ProductSkeleton } from "./product-skeleton.tsx";
import { useListState } from "./use-list-state.ts";

export function ProductsPage() {
  const { brand } = useBrands();
  const list = useListState();
  return (
    <>
      <PageHeader
        title="Products"
        purpose="What your connected systems have brought in."
        action={
          <div className="flex shrink-0 flex-wrap justify-end gap-2">
            <NewProduct />
            {brand ? <SyncNow /> : <SyncNowSkeleton />}
          </div>
        }
      >
        {brand ? <LastRun /> : <LastRunSkeleton />}
      </PageHeader>
      <FilterBar list={list} />
      {brand ? (
        <WaitingBar
          shown={list.state.pending === true}
          show={() => void list.setState({ pending: true, status: ["published"] })}
        />
      ) : null}
      {/* Taken over by the browser by itself, after what stands above. */}
      <Activity>{brand ? <ProductList key={brand.id} list={list} /> : <ProductSkeleton />}</Activity>
    </>
  );
}

"use client";

import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportList, ImportListSkeleton } from "./import-list.tsx";

export function ImportsPage() {
  const { brand } = useBrands();
  return (
    <>
      <PageHeader
        title="Imports"
        purpose="Products from spreadsheets: looked over before anything is written."
      />
      <DropZone
        className="px-4 pb-6 md:px-6"
        title="Drop a file here, or choose one"
        text="CSV or Excel, up to 200 MB and 1,000,000 rows. Shopify’s own export is read as it is."
      />
      {brand ? <ImportList key={brand.id} /> : <ImportListSkeleton />}
    </>
  );
}

"use client";

import { useState } from "react";
import { CheckField } from "../connections/check-field.tsx";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportList, ImportListSkeleton } from "./import-list.tsx";

export function ImportsPage() {
  const { brand } = useBrands();
  const [asksForNames, setAsksForNames] = useState(false);
  return (
    <>
      <PageHeader
        title="Imports"
        purpose="Products from spreadsheets: looked over before anything is written."
      />
      <DropZone
        className="px-4 pb-3 md:px-6"
        asksForNames={asksForNames}
        title="Drop a file here, or choose one"
        text="CSV or Excel, up to 200 MB and 1,000,000 rows. Shopify’s own export is read as it is."
      />
      <div className="px-4 pb-6 md:px-6">
        <CheckField
          label="Decide on every new colour, size and material"
          note="The file can then be imported only once each name that you do not have is said to be new, or to mean one that you have. Otherwise new ones are created."
          checked={asksForNames}
          onChange={setAsksForNames}
        />
      </div>
      {brand ? <ImportList key={brand.id} /> : <ImportListSkeleton />}
    </>
  );
}

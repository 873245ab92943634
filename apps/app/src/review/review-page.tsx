"use client";

import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { ListSkeleton } from "../runs/list-skeleton.tsx";
import { ReviewList } from "./review-list.tsx";

/** The review lists of all connections in one. */
export function ReviewPage() {
  const { brand } = useBrands();
  return (
    <>
      <PageHeader
        back={{ href: "/integrations", label: "Integrations" }}
        title="Review"
        purpose="Records that fit several products, or none. Say once where each belongs; later syncs keep to it."
      />
      {brand ? <ReviewList key={brand.id} /> : <ListSkeleton />}
    </>
  );
}

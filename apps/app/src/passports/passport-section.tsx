"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge, Button, RelativeTime, Skeleton } from "@v1/ui";
import { PencilLine } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { MoreButton } from "../api/more-button.tsx";
import { ProblemNote } from "../api/problem-note.tsx";
import type { Outputs } from "../api/types.ts";
import type { Product } from "../product/types.ts";
import { ChangesPanel } from "./changes-panel.tsx";
import { usePassportPanel } from "./use-passport-panel.ts";
import { By, VersionPanel } from "./version-panel.tsx";
import { VERSIONS_PAGE } from "./versions-page.ts";

type VersionSummary = Outputs["passports"]["versions"]["items"][number];

/** What is published of a product: whether it is public, what waits, and every version. */
export function PassportSection({ product }: { product: Product }) {
  const query = useInfiniteQuery(
    useTRPC().passports.versions.infiniteQueryOptions(
      { productId: product.id, ...VERSIONS_PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const versions = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="passport-heading" className="min-w-0">
      <h2
        id="passport-heading"
        className="border-line-strong border-b pb-1.5 font-semibold text-base text-ink"
      >
        Passport
      </h2>
      <div className="grid justify-items-start gap-3 pt-3">
        {query.isPending ? (
          <div role="status" aria-label="The passport is being read" className="grid w-full gap-2">
            <Skeleton className="h-4 w-full" />
            <Skeleton className="h-4 w-40" />
          </div>
        ) : null}
        {query.data ? <State product={product} latest={versions[0]?.version ?? null} /> : null}
        {versions.length > 0 ? (
          <Versions versions={versions} isPublic={product.status === "published"} />
        ) : null}
        <ProblemNote error={query.error} className="w-full" />
        <MoreButton query={query} some={versions.length > 0}>
          Show older versions
        </MoreButton>
      </div>
      <ChangesPanel productId={product.id} />
      <VersionPanel productId={product.id} />
    </section>
  );
}

function State({ product, latest }: { product: Product; latest: number | null }) {
  const { showChanges } = usePassportPanel();
  const { status, hasPendingChanges } = product;
  if (status !== "published") {
    return (
      <p className="text-pretty text-ink-soft">
        {latest === null
          ? "Not published yet. Publishing keeps a version of all that stands here, which no sync changes any more."
          : "Not public now. Its versions are kept as they were published."}
      </p>
    );
  }
  if (!hasPendingChanges) {
    return <p className="text-pretty text-ink-soft">Public, and up to date.</p>;
  }
  return (
    <>
      <p className="text-pretty text-ink-soft">
        {latest === null
          ? "Public since before versions were kept: publish it to keep the first one."
          : `Version ${latest} is public. Changes wait until they are published.`}
      </p>
      <Button size="sm" onClick={showChanges}>
        <PencilLine aria-hidden className="size-3.5" />
        Look at the changes
      </Button>
    </>
  );
}

function Versions({ versions, isPublic }: { versions: VersionSummary[]; isPublic: boolean }) {
  const { showVersion } = usePassportPanel();
  return (
    <ol className="w-full">
      {versions.map((version, index) => (
        <li key={version.version} className="border-line border-t py-2.5">
          <div className="flex items-center justify-between gap-2">
            <button
              type="button"
              onClick={() => showVersion(version.version)}
              className="rounded font-medium text-ink underline-offset-4 hover:underline"
            >
              Version {version.version}
            </button>
            {index === 0 && isPublic ? <Badge tone="good">public</Badge> : null}
          </div>
          <p className="text-ink-faint text-xs">
            <RelativeTime at={version.publishedAt} />, <By version={version} />
          </p>
        </li>
      ))}
    </ol>
  );
}

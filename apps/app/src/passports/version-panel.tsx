"use client";

import { useQuery } from "@tanstack/react-query";
import { FIELD_KEYS, type FieldKey } from "@v1/core";
import { Button, CopyText, Dialog, RelativeTime, SidePanel } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import type { Outputs } from "../api/types.ts";
import { fieldLabel, showValue } from "../values/show-value.ts";
import { PanelSkeleton } from "./changes-panel.tsx";
import { originWords } from "./origin-words.ts";
import { usePassportPanel } from "./use-passport-panel.ts";

type Version = Outputs["passports"]["version"];

/** One version of a product's passport, as it was published. */
export function VersionPanel({ productId }: { productId: string }) {
  const { version, close } = usePassportPanel();
  const { data, error, refetch, isFetching } = useQuery(
    useTRPC().passports.version.queryOptions(
      { productId, version: version ?? 1 },
      // It never changes.
      { enabled: version !== null, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  return (
    <Dialog open={version !== null} onOpenChange={(next) => (next ? undefined : close())}>
      <SidePanel
        title={`Version ${version ?? ""}`}
        description={data ? "As it was published. It stays so, whatever becomes of the product." : undefined}
      >
        {data ? <Shown version={data} /> : null}
        {!data && !error ? <PanelSkeleton /> : null}
        {error && !data ? (
          <NotShown error={error} version={version ?? 0} pending={isFetching} retry={() => void refetch()} />
        ) : null}
      </SidePanel>
    </Dialog>
  );
}

interface NotShownProps {
  error: unknown;
  version: number;
  pending: boolean;
  retry: () => void;
}

function NotShown({ error, version, pending, retry }: NotShownProps) {
  if (["not_found", "bad_request"].includes(problemOf(error).code)) {
    return (
      <p className="text-pretty text-ink-soft">
        This product has no version {version}. Those that it has are listed under Passport.
      </p>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <ProblemNote error={error} className="w-full" />
      <Button pending={pending} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

function Shown({ version }: { version: Version }) {
  const { content, sources, publishedAt, contentHash } = version;
  return (
    <div className="grid gap-6">
      <p className="text-ink-soft">
        Published <RelativeTime at={publishedAt} /> <By version={version} />
      </p>
      <Fields title="Product" fields={content.product} marks={sources.product} origins={sources.origins} />
      {content.variants.map((variant) => (
        <Fields
          key={variant.upid}
          title={`${showValue(variant.fields["variant.sku"]) ?? variant.upid}${variant.gone ? ", gone at the source" : ""}`}
          fields={variant.fields}
          marks={sources.variants[variant.upid] ?? {}}
          origins={sources.origins}
        />
      ))}
      <p className="text-ink-faint text-xs">
        <CopyText label="Fingerprint" text={contentHash} />
      </p>
    </div>
  );
}

/** Who published it. */
export function By({
  version: { publishedBy, publishedByName },
}: {
  version: Pick<Version, "publishedBy" | "publishedByName">;
}) {
  if (publishedBy === null) return "by itself, after a sync";
  return (
    <>
      by <bdi>{publishedByName ?? "somebody who left"}</bdi>
    </>
  );
}

interface FieldsProps {
  title: string;
  fields: Partial<Record<FieldKey, unknown>>;
  marks: Partial<Record<FieldKey, string>>;
  origins: Version["sources"]["origins"];
}

function Fields({ title, fields, marks, origins }: FieldsProps) {
  const keys = FIELD_KEYS.filter((key) => fields[key] !== undefined);
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="border-line-strong border-b pb-1.5 font-semibold" dir="auto">
        {title}
      </h3>
      {keys.length === 0 ? <p className="py-2 text-ink-soft">All as the product.</p> : null}
      <dl>
        {keys.map((key) => (
          <div key={key} className="grid gap-x-3 border-line border-b py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <dt className="text-ink-soft">{fieldLabel(key)}</dt>
            <dd className="min-w-0">
              <span className="wrap-anywhere block whitespace-pre-line" dir="auto">
                {showValue(fields[key])}
              </span>
              <Origin origin={origins[marks[key] ?? ""] ?? null} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Origin({ origin }: { origin: Version["sources"]["origins"][string] | null }) {
  const words = originWords(origin);
  if (words === null) return null;
  return <bdi className="block text-ink-faint text-xs">{words}</bdi>;
}

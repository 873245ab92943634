"use client";

import { Button, Notice, Select } from "@v1/ui";
import { SearchX, TableProperties } from "lucide-react";
import Link from "next/link";
import { QueryProblem } from "../../api/query-problem.tsx";
import { useBrands } from "../../frame/brand.tsx";
import { OwnersOnly } from "../../frame/owners-only.tsx";
import { PageHeader } from "../../frame/page-header.tsx";
import { SearchBox } from "../../products/search-box.tsx";
import { Promote } from "../promote/promote.tsx";
import { FieldPanel } from "./field-panel.tsx";
import { FieldsSkeleton } from "./fields-skeleton.tsx";
import { narrow, type Show, useFieldsPlace } from "./filters.ts";
import { Matrix } from "./matrix.tsx";
import { Legend } from "./owner-mark.tsx";
import { useFields } from "./use-fields.ts";

const SHOWN: { value: Show; label: string }[] = [
  { value: "all", label: "All fields" },
  { value: "conflicts", label: "With open conflicts" },
  { value: "nobody", label: "Owned by nobody" },
  { value: "shared", label: "With several sources" },
];

/** Who owns what, for the whole brand. */
export function FieldsPage() {
  const { brand } = useBrands();
  return (
    <>
      <PageHeader
        back={{ href: "/integrations", label: "Integrations" }}
        title="Fields"
        purpose="One owner writes each field; everybody else who knows it is heard, and differences are listed."
        action={brand?.role === "owner" ? <Promote /> : null}
      >
        {brand?.role === "member" ? <OwnersOnly what="change who owns a field" className="mt-2" /> : null}
      </PageHeader>
      {brand ? <Fields key={brand.id} /> : <FieldsSkeleton />}
    </>
  );
}

function Fields() {
  const { owners, coverage, conflicts, columns } = useFields();
  const [place, setPlace] = useFieldsPlace();
  if (owners.error && !owners.data) {
    return (
      <QueryProblem
        error={owners.error}
        title="The fields could not be read"
        retry={owners.refetch}
        pending={owners.isRefetching}
      />
    );
  }
  if (!owners.data) return <FieldsSkeleton />;
  if (columns.length === 0) return <NoSources />;
  const { fields } = owners.data;
  const shown = narrow(fields, place);
  return (
    <>
      <search className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pb-3 md:px-6">
        <SearchBox
          label="Search fields"
          placeholder="Name of a field"
          value={place.q}
          onChange={(q) => void setPlace({ q: q || null })}
        />
        <Select
          label="Show"
          value={place.show}
          onValueChange={(show) => void setPlace({ show })}
          options={SHOWN}
        />
        <div className="sm:ml-auto">
          <Legend />
        </div>
      </search>
      {shown.length === 0 ? (
        <Notice
          icon={SearchX}
          title="No field is like that"
          action={<Button onClick={() => setPlace({ q: null, show: null })}>Show all fields</Button>}
        >
          None of the {fields.length} fields matches what you chose.
        </Notice>
      ) : (
        <Matrix
          fields={shown}
          columns={columns}
          coverage={coverage.error ? null : coverage.data}
          conflicts={conflicts}
          onOpen={(field, to) => void setPlace({ field, to })}
        />
      )}
      <FieldPanel fields={fields} />
    </>
  );
}

function NoSources() {
  return (
    <Notice
      icon={TableProperties}
      title="Nothing to own yet"
      action={
        <Link href="/integrations" className="text-accent-ink text-base underline underline-offset-4">
          Connect a system
        </Link>
      }
    >
      Fields get owners when a system is connected: what nobody owns yet becomes its own. Until then people
      edit everything.
    </Notice>
  );
}

import type { ErrorSchema, ObjectFieldTemplateProps } from "@rjsf/utils";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";

/** So many settings that may be left alone are shown; more of them fold up. */
const SHOWN = 2;

/** What has to be filled in comes first; what has its defaults waits below a fold. */
export function Properties({ properties, schema, errorSchema }: ObjectFieldTemplateProps) {
  const required = new Set(schema.required ?? []);
  const needed = properties.filter(({ name }) => required.has(name));
  const others = properties.filter(({ name }) => !required.has(name));
  if (others.length <= SHOWN || needed.length === 0) return properties.map(({ content }) => content);
  const faulty = others.some(({ name }) => hasErrors(errorSchema?.[name]));
  return (
    <>
      {needed.map(({ content }) => content)}
      <Fold title={`${others.length} more settings`} faulty={faulty}>
        {others.map(({ content }) => content)}
      </Fold>
    </>
  );
}

/** Opens for a fault within; closes by hand alone, so that nothing folds under who corrects it. */
function Fold({ title, faulty, children }: { title: string; faulty: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (faulty) setOpen(true);
  }, [faulty]);
  return (
    <details className="group" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="-ml-1 flex w-fit cursor-pointer list-none items-center gap-1 rounded px-1 text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="mt-4 grid gap-4">{children}</div>
    </details>
  );
}

function hasErrors(schema: ErrorSchema | undefined): boolean {
  if (!schema) return false;
  const { __errors: own, ...within } = schema;
  return Boolean(own?.length) || Object.values(within).some((part) => hasErrors(part as ErrorSchema));
}

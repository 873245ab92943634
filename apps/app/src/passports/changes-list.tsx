import Link from "next/link";
import type { Outputs } from "../api/types.ts";
import { Change } from "../ownership/values/change.tsx";
import { originWords } from "./origin-words.ts";

type PassportChange = Outputs["passports"]["diff"]["changes"][number];

/** What a new version would tell otherwise, field by field, with who stands behind each new value. */
export function ChangesList({ changes }: { changes: PassportChange[] }) {
  return (
    <ol className="grid">
      {changes.map((change) => (
        <li
          key={`${change.variantUpid} ${change.fieldKey}`}
          className="grid min-w-0 gap-1 border-line border-t py-3 first:border-t-0 first:pt-0"
        >
          <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{change.label}</span>
            {change.variant ? (
              <span className="wrap-anywhere text-ink-faint text-xs" dir="auto">
                of {change.variant}
              </span>
            ) : null}
          </p>
          {change.fieldKey === "$variant" ? (
            <p className="text-ink-soft">{VARIANTS[`${change.published} ${change.current}`] ?? "Changed"}</p>
          ) : (
            <Change before={change.published} after={change.current} />
          )}
          <Source change={change} />
        </li>
      ))}
    </ol>
  );
}

const VARIANTS: Record<string, string> = {
  "null live": "New",
  "null gone": "New, gone at the source already",
  "live gone": "Gone at the source; its printed code goes on resolving",
  "gone live": "Back from the source",
};

function Source({ change: { source } }: { change: PassportChange }) {
  const words = originWords(source);
  if (words === null) return null;
  return (
    <p className="text-ink-faint text-xs">
      From <bdi>{words}</bdi>
      {source?.runId ? (
        <>
          ,{" "}
          <Link
            href={`/runs/${source.runId}`}
            className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            the run
          </Link>
        </>
      ) : null}
    </p>
  );
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge, Button, Notice, RelativeTime, Skeleton, Status } from "@v1/ui";
import { format, isPast } from "date-fns";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { OwnersOnly } from "../frame/owners-only.tsx";
import { Confirm } from "./confirm.tsx";
import { NewKey } from "./new-key.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { tellFailure } from "./tell.ts";

type ApiKey = Outputs["apiKeys"]["list"][number];

/** Keys by which other services read products and start syncs. */
export function ApiKeys({ isOwner }: { isOwner: boolean }) {
  if (!isOwner) return <OwnersOnly what="see and make API keys" />;
  return <Keys />;
}

function Keys() {
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const { data, error, refetch, isRefetching } = useQuery(useTRPC().apiKeys.list.queryOptions());
  if (error && !data) {
    return (
      <QueryProblem error={error} retry={refetch} pending={isRefetching} title="API keys could not be read" />
    );
  }
  return (
    <div className="grid max-w-3xl gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="min-w-0 flex-1 basis-72 text-pretty text-ink-soft">
          A service sends its key as <code className="font-mono text-xs">Authorization: Bearer …</code>. Only
          its hash is kept, so nobody can show it again.
        </p>
        <NewKey onMade={setMade} />
      </div>
      {made ? (
        <ShownOnce
          label={`The key ${made.name}`}
          secret={made.key}
          note="Copy it now: it is shown this once."
          close={() => setMade(null)}
        />
      ) : null}
      {data ? <KeyList keys={data} /> : <KeysSkeleton />}
    </div>
  );
}

function KeyList({ keys }: { keys: ApiKey[] }) {
  if (keys.length === 0) {
    return (
      <Notice icon={KeyRound} title="No keys yet">
        Make one for each service, with no more than it needs, so that each can be taken back on its own.
      </Notice>
    );
  }
  return (
    <ul className="border-line border-t">
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </ul>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { name, prefix, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKey;
  const expired = expiresAt !== null && isPast(expiresAt);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium" dir="auto" title={name}>
            {name}
          </span>
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </p>
        <p className="text-ink-faint text-xs">
          <code className="font-mono">{prefix}…</code> · made <RelativeTime at={createdAt} /> ·{" "}
          {lastUsedAt ? (
            <>
              used <RelativeTime at={lastUsedAt} />
            </>
          ) : (
            "never used"
          )}
        </p>
      </div>
      <State revokedAt={revokedAt} expiresAt={expiresAt} expired={expired} />
      {revokedAt || expired ? <span className="w-18" /> : <Revoke apiKey={apiKey} />}
    </li>
  );
}

interface StateProps {
  revokedAt: Date | null;
  expiresAt: Date | null;
  expired: boolean;
}

function State({ revokedAt, expiresAt, expired }: StateProps) {
  if (revokedAt) return <Status tone="paused">Revoked</Status>;
  if (expired) return <Status tone="attention">Expired</Status>;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Status tone="good">Active</Status>
      <span className="text-ink-faint text-xs">
        {expiresAt ? `until ${format(expiresAt, "d MMM yyyy")}` : "for good"}
      </span>
    </span>
  );
}

function Revoke({ apiKey }: { apiKey: ApiKey }) {
  const [asking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.apiKeys.list.queryFilter()),
      onError: tellFailure,
      onSettled: () => setAsking(false),
    }),
  );
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        className="w-18"
        aria-label={`Revoke ${apiKey.name}`}
        onClick={() => setAsking(true)}
      >
        Revoke
      </Button>
      <Confirm
        open={asking}
        title={`Revoke ${apiKey.name}?`}
        action="Revoke"
        pending={revoke.isPending}
        onConfirm={() => revoke.mutate({ id: apiKey.id })}
        close={() => setAsking(false)}
      >
        The service that uses it is refused within 30 seconds. It cannot be taken back: make a new key then.
      </Confirm>
    </>
  );
}

const LINES = ["a", "b"];

function KeysSkeleton() {
  return (
    <div role="status" aria-label="API keys are being read" className="border-line border-t">
      {LINES.map((line) => (
        <div key={line} className="flex items-center gap-4 border-line border-b py-3">
          <div className="grid flex-1 gap-1.5">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-60 max-w-full" />
          </div>
          <Skeleton className="h-5 w-20" />
        </div>
      ))}
    </div>
  );
}

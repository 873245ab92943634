"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge, Button, RelativeTime, Select, Skeleton, toast } from "@v1/ui";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { counted } from "../format.ts";
import { OwnersOnly } from "../frame/owners-only.tsx";
import { useSession } from "../session/provider.tsx";
import { Avatar } from "./avatar.tsx";
import { Confirm } from "./confirm.tsx";
import { Invites } from "./invites.tsx";
import { tellFailure } from "./tell.ts";

type Member = Outputs["brand"]["members"]["list"][number];

const ROLES = [
  { value: "owner", label: "Owner", detail: "Connects systems, decides who owns fields, manages people" },
  { value: "member", label: "Member", detail: "Edits products, runs syncs, imports files" },
] as const;

/** Who works for the brand, and as what. */
export function Members({ isOwner }: { isOwner: boolean }) {
  const { user } = useSession();
  const { data, error, refetch, isRefetching } = useQuery(useTRPC().brand.members.list.queryOptions());
  if (error && !data) {
    return (
      <QueryProblem error={error} retry={refetch} pending={isRefetching} title="Members could not be read" />
    );
  }
  const owners = data?.filter(({ role }) => role === "owner").length ?? 0;
  const me = user.status === "in" ? user.id : null;
  return (
    <div className="grid max-w-3xl gap-10">
      <section aria-labelledby="members">
        <h2 id="members" className="border-line-strong border-b pb-1.5 font-semibold text-base">
          {data ? counted(data.length, "person", "people") : "People"}
        </h2>
        {data ? (
          <ul>
            {data.map((member) => (
              <MemberRow
                key={member.userId}
                member={member}
                isMe={member.userId === me}
                isOwner={isOwner}
                isLastOwner={member.role === "owner" && owners === 1}
              />
            ))}
          </ul>
        ) : (
          <MembersSkeleton />
        )}
      </section>
      {isOwner ? <Invites /> : <OwnersOnly what="invite people and change roles" listed />}
    </div>
  );
}

interface MemberRowProps {
  member: Member;
  isMe: boolean;
  isOwner: boolean;
  isLastOwner: boolean;
}

function MemberRow({ member, isMe, isOwner, isLastOwner }: MemberRowProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(trpc.brand.pathFilter());
  const setRole = useMutation(
    trpc.brand.members.setRole.mutationOptions({ onSuccess: refresh, onError: tellFailure }),
  );
  const { userId, email, fullName, avatarHue, role, since } = member;
  const name = fullName || email;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2.5">
      <Avatar name={name} hue={avatarHue} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium" dir="auto">
            {name}
          </span>
          {isMe ? <Badge>you</Badge> : null}
        </p>
        <p className="truncate text-ink-faint text-xs">
          {fullName ? `${email} · ` : null}since <RelativeTime at={since} />
        </p>
      </div>
      <div className="ml-auto flex items-center gap-2">
        {isOwner ? (
          <Select
            label={`Role of ${name}`}
            className="w-28"
            value={role}
            options={ROLES}
            disabled={isLastOwner || setRole.isPending}
            onValueChange={(next) =>
              setRole.mutate(
                { userId, role: next },
                { onSuccess: () => toast.success(`${name} is now ${next}.`) },
              )
            }
          />
        ) : (
          <span className="text-ink-soft capitalize">{role}</span>
        )}
        <Leave member={member} isMe={isMe} mayRemove={isOwner} isLastOwner={isLastOwner} />
      </div>
    </li>
  );
}

interface LeaveProps {
  member: Member;
  isMe: boolean;
  mayRemove: boolean;
  isLastOwner: boolean;
}

/** One leaves by oneself; others are removed by owners. A brand keeps at least one owner. */
function Leave({ member, isMe, mayRemove, isLastOwner }: LeaveProps) {
  const [asking, setAsking] = useState(false);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.brand.members.remove.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.brand.members.list.queryFilter()),
      onError: tellFailure,
      onSettled: () => setAsking(false),
    }),
  );
  const leave = useMutation(
    // What is remembered is the brand's that was left: begin anew.
    trpc.brand.members.leave.mutationOptions({
      onSuccess: () => window.location.assign("/"),
      onError: tellFailure,
    }),
  );
  if (!isMe && !mayRemove) return null;
  const name = member.fullName || member.email;
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        disabled={isLastOwner}
        title={isLastOwner ? "A brand keeps at least one owner" : undefined}
        aria-label={isMe ? "Leave the brand" : `Remove ${name}`}
        onClick={() => setAsking(true)}
        className="w-18"
      >
        {isMe ? "Leave" : "Remove"}
      </Button>
      <Confirm
        open={asking}
        title={isMe ? "Leave this brand?" : `Remove ${name}?`}
        action={isMe ? "Leave" : "Remove"}
        pending={remove.isPending || leave.isPending}
        onConfirm={() => (isMe ? leave.mutate() : remove.mutate({ userId: member.userId }))}
        close={() => setAsking(false)}
      >
        {isMe
          ? "You see nothing of it any more. An owner can invite you again."
          : "They see nothing of the brand any more. What they did stays. You can invite them again."}
      </Confirm>
    </>
  );
}

const LINES = ["a", "b", "c"];

function MembersSkeleton() {
  return (
    <div role="status" aria-label="Members are being read">
      {LINES.map((line) => (
        <div key={line} className="flex items-center gap-3 border-line border-b py-2.5">
          <Skeleton className="size-8 rounded-full" />
          <div className="grid flex-1 gap-1.5">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-56 max-w-full" />
          </div>
          <Skeleton className="h-8 w-28" />
        </div>
      ))}
    </div>
  );
}

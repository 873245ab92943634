"use client";

import { useQuery } from "@tanstack/react-query";
import { buttonStyle, Notice } from "@v1/ui";
import { PackageOpen } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { isActive } from "../runs/run-state.ts";
import { useLastRun } from "../runs/use-last-run.ts";

/** Why there is nothing, and the one thing to do about it. */
export function NoProducts() {
  const { run } = useLastRun();
  const { data: connections } = useQuery(useTRPC().integrations.connections.list.queryOptions());
  const none = connections?.length === 0;
  const [title, text] = reason(connections?.length ?? 0, run ? isActive(run.status) : false);
  return (
    <Notice
      icon={PackageOpen}
      title={title}
      action={
        none ? (
          <Link href="/integrations" className={buttonStyle({ variant: "primary" })}>
            Connect a system
          </Link>
        ) : null
      }
    >
      {text}
    </Notice>
  );
}

function reason(connections: number, syncing: boolean): [string, string] {
  if (syncing) return ["The first products are on their way", "They appear here as the sync brings them in."];
  if (connections > 0) {
    return [
      "No products yet",
      "Your system is connected, but nothing has come in. Press Sync now to read it.",
    ];
  }
  return [
    "No products yet",
    "Products come from the systems that you connect: a shop, an ERP, a spreadsheet. None is connected so far.",
  ];
}

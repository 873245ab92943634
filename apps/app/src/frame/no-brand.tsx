"use client";

import { Button, Notice } from "@v1/ui";
import { Building2 } from "lucide-react";
import { useSession } from "../session/provider.tsx";

export function NoBrand() {
  const { signOut } = useSession();
  return (
    <main>
      <Notice
        icon={Building2}
        level={1}
        title="You belong to no brand yet"
        action={<Button onClick={() => signOut()}>Sign out</Button>}
      >
        Ask an owner of your brand to invite the address that you signed in with, then reload this page.
      </Notice>
    </main>
  );
}

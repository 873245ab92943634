import type { Metadata } from "next";
import { RequireSession } from "../../../frame/require-session.tsx";
import { AcceptInvite } from "../../../settings/accept-invite.tsx";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <RequireSession>
      <AcceptInvite token={token} />
    </RequireSession>
  );
}

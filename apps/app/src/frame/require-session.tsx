"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useSession } from "../session/provider.tsx";

/**
 * Shows what is below to whoever is signed in; others are led to the sign-in and back. Where somebody was
 * signed in before, it is drawn at once, without any data, and not only when the session is known.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const { user, expected } = useSession();
  const path = usePathname();
  const router = useRouter();
  useEffect(() => {
    // With what the address says of filters and selection.
    const here = path + window.location.search;
    if (user.status === "out") router.replace(`/sign-in?next=${encodeURIComponent(here)}`);
  }, [user.status, router, path]);
  if (user.status === "in" || (user.status === "loading" && expected)) return children;
  return (
    <p role="status" className="sr-only">
      Checking your sign-in
    </p>
  );
}

import type { ReactNode } from "react";
import { BrandProvider } from "../../frame/brand.tsx";
import { Frame } from "../../frame/frame.tsx";
import { RequireSession } from "../../frame/require-session.tsx";
import { pageSession } from "../../prefetch/page-session.ts";
import { Prefetched } from "../../prefetch/prefetched.tsx";

export default async function FrameLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  return (
    <Prefetched
      ask={(trpc, queries) => [
        queries.prefetchQuery({ ...trpc.brand.list.queryOptions(), queryFn: () => session?.brands ?? [] }),
        queries.prefetchQuery(trpc.integrations.conflicts.badge.queryOptions()),
      ]}
    >
      <RequireSession>
        <BrandProvider known={session?.brandId ?? null}>
          <Frame>{children}</Frame>
        </BrandProvider>
      </RequireSession>
    </Prefetched>
  );
}

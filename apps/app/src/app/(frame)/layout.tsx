import type { ReactNode } from "react";
import { BrandProvider } from "../../frame/brand.tsx";
import { Frame } from "../../frame/frame.tsx";
import { RequireSession } from "../../frame/require-session.tsx";

export default function FrameLayout({ children }: { children: ReactNode }) {
  return (
    <RequireSession>
      <BrandProvider>
        <Frame>{children}</Frame>
      </BrandProvider>
    </RequireSession>
  );
}

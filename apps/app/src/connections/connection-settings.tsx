"use client";

import { useBrands } from "../frame/brand.tsx";
import { OwnersOnly } from "../frame/owners-only.tsx";
import type { Connection } from "./connection-state.ts";
import { GeneralSettings } from "./general-settings.tsx";
import { PauseAndDisconnect } from "./pause-and-disconnect.tsx";
import { SourceSettings } from "./source-settings.tsx";

export function ConnectionSettings({ connection }: { connection: Connection }) {
  const { brand } = useBrands();
  const owner = brand?.role === "owner";
  const gone = connection.status === "disconnected";
  return (
    <div className="grid max-w-160 gap-10 px-4 pt-5 pb-16 md:px-6">
      {owner ? null : <OwnersOnly what="change the settings of a connection" />}
      {gone ? <SourceSettings connection={connection} owner={owner} /> : null}
      <GeneralSettings connection={connection} owner={owner} />
      {gone ? null : <SourceSettings connection={connection} owner={owner} />}
      {owner && !gone ? <PauseAndDisconnect connection={connection} /> : null}
    </div>
  );
}

import type { Metadata } from "next";
import { ConflictsPage } from "../../../conflicts/conflicts-page.tsx";

export const metadata: Metadata = { title: "Conflicts" };

export default function Page() {
  return <ConflictsPage />;
}

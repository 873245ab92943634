import type { Metadata } from "next";
import { UndoPage } from "../../../../../ownership/undo/undo-page.tsx";

export const metadata: Metadata = { title: "Undo a run" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <UndoPage runId={runId} />;
}

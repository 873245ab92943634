import type { Metadata } from "next";
import { PreviewPage } from "../../../../ownership/preview/preview-page.tsx";

export const metadata: Metadata = { title: "Preview of a sync" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return <PreviewPage runId={runId} />;
}

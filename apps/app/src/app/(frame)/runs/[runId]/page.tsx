import type { Metadata } from "next";
import { RunPage } from "../../../../runs/run-page.tsx";

export const metadata: Metadata = { title: "Run" };

interface PageProps {
  params: Promise<{ runId: string }>;
}

export default async function Page({ params }: PageProps) {
  const { runId } = await params;
  return <RunPage runId={runId} />;
}

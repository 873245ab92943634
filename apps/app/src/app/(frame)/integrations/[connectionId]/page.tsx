import type { Metadata } from "next";
import { ConnectionPage } from "../../../../connections/connection-page.tsx";

export const metadata: Metadata = { title: "Connection" };

interface PageProps {
  params: Promise<{ connectionId: string }>;
}

export default async function Page({ params }: PageProps) {
  const { connectionId } = await params;
  return <ConnectionPage connectionId={connectionId} />;
}

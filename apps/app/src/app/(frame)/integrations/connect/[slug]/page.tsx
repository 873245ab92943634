import type { Metadata } from "next";
import { ConnectPage } from "../../../../../connect/connect-page.tsx";

export const metadata: Metadata = { title: "Connect" };

interface PageProps {
  params: Promise<{ slug: string }>;
}

export default async function Page({ params }: PageProps) {
  const { slug } = await params;
  return <ConnectPage slug={slug} />;
}

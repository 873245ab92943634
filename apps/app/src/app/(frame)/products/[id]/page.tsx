import type { Metadata } from "next";
import { ProductPage } from "../../../../product/product-page.tsx";

export const metadata: Metadata = { title: "Product" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ProductPage id={id} />;
}

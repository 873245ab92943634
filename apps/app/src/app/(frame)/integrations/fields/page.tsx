import type { Metadata } from "next";
import { FieldsPage } from "../../../../ownership/fields/fields-page.tsx";

export const metadata: Metadata = { title: "Fields" };

export default function Page() {
  return <FieldsPage />;
}

import type { Metadata } from "next";
import { SignInReturn } from "../../../../connect/sign-in/sign-in-return.tsx";

export const metadata: Metadata = { title: "Connect", referrer: "no-referrer" };

/** Where providers send the browser back to after somebody has signed in there. */
export default function Page() {
  return <SignInReturn />;
}

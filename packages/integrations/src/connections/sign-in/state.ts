import { z } from "zod";
import {
  type CredentialScope,
  type KeyRing,
  openCredentials,
  type SealedCredentials,
  sealCredentials,
} from "../../credentials/index.ts";

/** What a sign-in needs when the browser comes back, and nobody may read or change meanwhile. */
const kept = z.object({
  verifier: z.string(),
  /** Who began it: only they end it, so that nobody can be led into another one's account. */
  userId: z.string(),
  /** The client's id and secret at the provider, as the owner entered them. */
  secrets: z.record(z.string(), z.unknown()),
});

export type KeptSignIn = z.output<typeof kept>;

const bytes = z.string().transform((text) => Buffer.from(text, "base64"));
const sealed = z.object({
  wrappedKey: bytes,
  keyVersion: z.int(),
  iv: bytes,
  ciphertext: bytes,
  tag: bytes,
}) satisfies z.ZodType<SealedCredentials>;

export function sealSignIn(ring: KeyRing, scope: CredentialScope, signIn: KeptSignIn): Buffer {
  const { keyVersion, ...parts } = sealCredentials(ring, scope, signIn);
  const texts = Object.entries(parts).map(([name, part]) => [name, part.toString("base64")]);
  return Buffer.from(JSON.stringify({ keyVersion, ...Object.fromEntries(texts) }));
}

/** @throws AppError `precondition_failed` where it was changed, or sealed for another connection */
export function openSignIn(ring: KeyRing, scope: CredentialScope, stored: Buffer): KeptSignIn {
  const parts = sealed.parse(JSON.parse(stored.toString("utf8")));
  return kept.parse(openCredentials(ring, scope, parts).reveal());
}

import { z } from "zod";

const schema = z.object({ sub: z.uuid(), email: z.string().default("") });

/** Whom a token says it is of. Not proof: only an answer of the API to that token is. */
export function claimsOf(token: string): { id: string; email: string } | null {
  try {
    const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const { sub, email } = schema.parse(payload);
    return { id: sub, email };
  } catch {
    return null;
  }
}

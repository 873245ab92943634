import { AppError } from "@v1/core";
import { importPKCS8, SignJWT } from "jose";
import type { JwtScheme } from "../kit/auth.ts";
import { field } from "./field.ts";
import type { Fields, Signer } from "./types.ts";

const DEFAULT_SECONDS = 300;
/** Seconds before its end at which a token is no longer used. */
const MARGIN = 30;

/** Signs a token of our own, and uses it until shortly before its end. */
export function jwtSigner(scheme: JwtScheme, fields: Fields): Signer {
  const { seconds = DEFAULT_SECONDS } = scheme;
  let held: { token: string; until: number } | undefined;
  return {
    sign: async (url) => {
      const now = Math.floor(Date.now() / 1000);
      if (!held || now >= held.until) {
        held = { token: await newToken(scheme, fields, now), until: now + Math.max(0, seconds - MARGIN) };
      }
      return { url, headers: { authorization: `Bearer ${held.token}` } };
    },
  };
}

async function newToken(scheme: JwtScheme, fields: Fields, now: number): Promise<string> {
  const { algorithm, keyField, keyIdField, issuerField, audience, seconds = DEFAULT_SECONDS } = scheme;
  const issuer = field(fields, issuerField);
  const header = { alg: algorithm, ...(keyIdField ? { kid: field(fields, keyIdField) } : {}) };
  const key = await keyOf(algorithm, field(fields, keyField), keyField);
  return await new SignJWT()
    .setProtectedHeader(header)
    .setIssuer(issuer)
    .setSubject(issuer)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(key);
}

/** The library's own error may show a part of the key. */
async function keyOf(algorithm: string, text: string, name: string): Promise<Parameters<SignJWT["sign"]>[0]> {
  if (algorithm.startsWith("HS")) return new TextEncoder().encode(text);
  try {
    return await importPKCS8(text, algorithm);
  } catch {
    throw new AppError({
      code: "precondition_failed",
      message: `The connection's credential “${name}” is no private key for ${algorithm}.`,
      hint: "Enter the key as PKCS #8 in PEM: it begins with -----BEGIN PRIVATE KEY-----.",
    });
  }
}

import type { AuthScheme } from "../kit/auth.ts";
import { field } from "./field.ts";
import { jwtSigner } from "./jwt.ts";
import { oauthSigner } from "./oauth.ts";
import type { Fields, Signed, Signer, SignerDeps } from "./types.ts";

/** @throws AppError `precondition_failed`, when it signs, where the credentials lack what the scheme needs */
export function createSigner(scheme: AuthScheme, deps: SignerDeps): Signer {
  if (scheme.kind === "oauth2") return oauthSigner(scheme, deps);
  if (scheme.kind === "jwt") return jwtSigner(scheme, deps.fields);
  return { sign: async (url) => signed(scheme, url, deps.fields) };
}

type Plain = Exclude<AuthScheme, { kind: "oauth2" | "jwt" }>;

function signed(scheme: Plain, url: URL, fields: Fields): Signed {
  switch (scheme.kind) {
    case "header": {
      const value = `${scheme.prefix ?? ""}${field(fields, scheme.secretField)}`;
      return { url, headers: { [scheme.header.toLowerCase()]: value } };
    }
    case "query": {
      const address = new URL(url);
      address.searchParams.set(scheme.parameter, field(fields, scheme.secretField));
      return { url: address, headers: {} };
    }
    case "basic": {
      const pair = `${field(fields, scheme.userField)}:${field(fields, scheme.passwordField)}`;
      return { url, headers: { authorization: `Basic ${Buffer.from(pair, "utf8").toString("base64")}` } };
    }
    case "certificate": {
      const identity = {
        cert: field(fields, scheme.certificateField),
        key: field(fields, scheme.keyField),
      };
      return { url, headers: {}, identity };
    }
  }
}

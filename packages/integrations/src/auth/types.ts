import type { HttpClient } from "../kit/http.ts";

/** Opened credentials. */
export type Fields = Readonly<Record<string, unknown>> | null;

/** A client certificate with its key, in PEM. */
export interface TlsIdentity {
  cert: string;
  key: string;
}

/** What a signature adds to a request. It goes to the address's own origin and to no other. */
export interface Signed {
  url: URL;
  headers: Record<string, string>;
  identity?: TlsIdentity;
}

export interface Signer {
  sign(url: URL, signal?: AbortSignal): Promise<Signed>;
  /** After the signature was refused: true where a new one can be had. */
  renew?(refused: Signed, signal?: AbortSignal): Promise<boolean>;
}

/** Tokens as a server gave them, to be stored with the other credentials. */
export interface NewTokens {
  accessToken: string;
  /** ISO 8601; null where the server does not say. */
  expiresAt: string | null;
  /** Missing where the old one stays. */
  refreshToken?: string;
}

/** Where credentials are kept, so that of all workers only one renews them. */
export interface Renewals {
  /**
   * Gives the stored credentials where they hold another access token than the stale one, and else
   * renews them and stores the answer, in one write.
   */
  renew(stale: string | null, exchange: (fields: Fields) => Promise<NewTokens>): Promise<Fields>;
}

export interface SignerDeps {
  fields: Fields;
  /** For OAuth's token endpoint. */
  http: HttpClient;
  renewals?: Renewals;
  /** Plain http to the token endpoint: only where private networks are allowed. */
  allowInsecure: boolean;
}

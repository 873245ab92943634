/**
 * How the client signs a connection's requests, so that the connector need not touch credentials.
 * Where a property ends in `Field`, it names an entry of the credentials.
 */
export type AuthScheme =
  | { kind: "header"; header: string; prefix?: string; secretField: string }
  | { kind: "query"; parameter: string; secretField: string }
  | { kind: "basic"; userField: string; passwordField: string }
  | OAuthScheme
  | JwtScheme
  | { kind: "certificate"; certificateField: string; keyField: string };

/**
 * OAuth 2.0 bearer tokens, renewed before they expire and after a 401 (RFC 6749, sections 4.4 and 6).
 * Credentials: `clientId`, `clientSecret`, `accessToken`, `expiresAt` (ISO 8601), and `refreshToken`,
 * which may rotate.
 */
export interface OAuthScheme {
  kind: "oauth2";
  /** A whole address, or a path at `origin`. */
  tokenUrl: string;
  grant: "refresh_token" | "client_credentials";
  /**
   * The provider's page where an owner signs in (RFC 6749, section 4.1, with PKCE, RFC 7636): a whole
   * address, or a path at `origin`. With it `auth.fields` asks for `clientId` and `clientSecret` alone,
   * or else `auth.signInFields` does; the tokens come of the sign-in.
   */
  authorizeUrl?: string;
  /** Where each account has addresses of its own: their origin, as the settings say it. */
  origin?(config: unknown): string;
  /** Where the provider names itself on the way back (`iss`, RFC 9207); it must then be this one. */
  issuer?: string;
  /** Parameters of the way back that are kept with the credentials, such as `realmId`. */
  keep?: readonly string[];
  /** Where the client's own secret goes; the body by default. */
  clientAuth?: "body" | "basic";
  scope?: string;
  /** The header that takes the token bare; `Authorization: Bearer` by default. */
  header?: string;
  /** What the provider wants to be told besides, when a code is changed for tokens. */
  codeParameters?: Readonly<Record<string, string>>;
  /**
   * What the provider asks to be verified of the way back besides `state` and `iss`, such as a
   * signature. Throws where it is not so; nothing has been asked of the provider then.
   */
  verifyReturn?(back: SignInBack): void;
}

/** A browser's way back from the provider. */
export interface SignInBack {
  /** All that the provider added to the address. */
  parameters: Readonly<Record<string, string>>;
  config: unknown;
  clientSecret: string;
}

/** A token that we sign ourselves for each request's audience (RFC 7519), valid for a short time. */
export interface JwtScheme {
  kind: "jwt";
  /** Such as RS256 or ES256; the key is PKCS #8 in PEM. HS256 takes a shared secret. */
  algorithm: string;
  keyField: string;
  /** Goes into the header as `kid`. */
  keyIdField?: string;
  issuerField: string;
  audience: string;
  /** 300 by default. */
  seconds?: number;
}

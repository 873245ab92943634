import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SignInProvider {
  url: string;
  clientId: string;
  clientSecret: string;
  /** What it does next; each may be changed while it runs. */
  behaves: {
    /** Answers on the way back with this code instead of a grant. */
    error?: string;
    /** Whose access is given: a name at the provider. */
    account: string;
    /** Tokens that have run out as they are given, so that the first request has to renew them. */
    expired: boolean;
  };
  /** Grants that its token endpoint was asked for, in their order. */
  grants: string[];
  /** The tokens that hold now. */
  tokens(): { access: string; refresh: string };
  stop(): void;
}

interface Grant {
  redirectUri: string;
  challenge: string;
  account: string;
  used: boolean;
}

/**
 * A provider that people sign in at, as RFC 6749 (4.1) and RFC 7636 (S256 only) have it, strict about
 * all that may be checked: exact return addresses, codes that work once and take their tokens with them
 * when they come twice, refresh tokens that rotate.
 */
export async function startSignInProvider(redirectUris: readonly string[]): Promise<SignInProvider> {
  const grants = new Map<string, Grant>();
  let valid = { access: "", refresh: "", account: "" };
  const made: SignInProvider = {
    url: "",
    clientId: "client-of-the-app",
    clientSecret: `secret-${randomBytes(12).toString("hex")}`,
    behaves: { account: "Nordlicht", expired: false },
    grants: [],
    tokens: () => ({ access: valid.access, refresh: valid.refresh }),
    stop: () => undefined,
  };

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get("redirect_uri") ?? "";
    // Without a known address nobody is sent anywhere (RFC 6749, 4.1.2.1).
    if (query.get("client_id") !== made.clientId || !redirectUris.includes(redirectUri))
      return void response.writeHead(400).end("Unknown client or address.");
    const back = new URL(redirectUri);
    back.searchParams.set("state", query.get("state") ?? "");
    const refused = made.behaves.error ?? problemOf(query);
    if (refused) back.searchParams.set("error", refused);
    else {
      const code = randomBytes(16).toString("hex");
      const challenge = query.get("code_challenge") ?? "";
      grants.set(code, { redirectUri, challenge, account: made.behaves.account, used: false });
      back.searchParams.set("code", code);
      back.searchParams.set("realmId", `realm-of-${made.behaves.account}`);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  function giveTokens(form: URLSearchParams, response: ServerResponse): void {
    const grantType = form.get("grant_type") ?? "";
    made.grants.push(grantType);
    const known = form.get("client_id") === made.clientId && form.get("client_secret") === made.clientSecret;
    if (!known) return void refuse(response, "invalid_client", form);
    const account = grantType === "authorization_code" ? accountOf(form) : refreshed(form);
    if (account === null) return void refuse(response, "invalid_grant", form);
    const token = () => randomBytes(16).toString("hex");
    valid = { access: `access-${token()}`, refresh: `refresh-${token()}`, account };
    const isFirst = grantType === "authorization_code";
    const tokens = { access_token: valid.access, refresh_token: valid.refresh, token_type: "Bearer" };
    const seconds = isFirst && made.behaves.expired ? 1 : 3600;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ...tokens, expires_in: seconds }));
  }

  function accountOf(form: URLSearchParams): string | null {
    const grant = grants.get(form.get("code") ?? "");
    if (!grant) return null;
    if (grant.used) {
      valid = { access: "", refresh: "", account: "" };
      return null;
    }
    grant.used = true;
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight = challenge === grant.challenge && form.get("redirect_uri") === grant.redirectUri;
    return isRight ? grant.account : null;
  }

  function refreshed(form: URLSearchParams): string | null {
    if (form.get("refresh_token") === valid.refresh && valid.refresh !== "") return valid.account;
    valid = { access: "", refresh: "", account: "" };
    return null;
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", made.url);
    if (url.pathname === "/authorize") return authorize(url.searchParams, response);
    if (url.pathname === "/token") return giveTokens(await formOf(request), response);
    const allowed = valid.access !== "" && request.headers.authorization === `Bearer ${valid.access}`;
    response.writeHead(allowed ? 200 : 401, { "content-type": "application/json" });
    response.end(
      JSON.stringify(allowed ? { account: valid.account } : { error: request.headers.authorization }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  made.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  made.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return made;
}

function problemOf(query: URLSearchParams): string | null {
  if (query.get("response_type") !== "code") return "unsupported_response_type";
  const hasChallenge = query.get("code_challenge_method") === "S256" && query.get("code_challenge");
  return hasChallenge ? null : "invalid_request";
}

/** Repeats what it was sent, as careless servers do. */
function refuse(response: ServerResponse, error: string, form: URLSearchParams): void {
  response.writeHead(error === "invalid_client" ? 401 : 400, { "content-type": "application/json" });
  response.end(JSON.stringify({ error, error_description: form.toString() }));
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

import { createHmac, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** An app that is registered with Shopify, and what its tokens do next. */
export interface StoreApp {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  /** Seconds for which tokens hold that are given from now on: an hour, as Shopify says. */
  tokenSeconds: number;
  /** What the token endpoint was asked for: "code", or "refresh_token". */
  asked: string[];
  /** Access tokens that hold now. */
  tokens(): string[];
  /** Ends all access tokens, as an hour does; refresh tokens stay. */
  endTokens(): void;
  /** Signs parameters of a way back as Shopify does. */
  sign(parameters: Record<string, string>): string;
}

interface Grant {
  redirectUri: string;
  scope: string;
  used: boolean;
}

/**
 * Shopify's authorization code grant, as its documentation has it: a page on which the merchant
 * installs the app, a signed way back, codes that work once, offline tokens that run out and rotate
 * where they are asked for with `expiring`. Answers name no token type.
 */
export class SignIn {
  readonly app: StoreApp;
  readonly #grants = new Map<string, Grant>();
  /** Access token → when it ends, in seconds; null for ever. */
  readonly #access = new Map<string, number | null>();
  #refresh = new Set<string>();

  constructor() {
    const clientSecret = `shpss_${randomBytes(16).toString("hex")}`;
    this.app = {
      clientId: randomBytes(16).toString("hex"),
      clientSecret,
      redirectUris: [],
      tokenSeconds: 3600,
      asked: [],
      tokens: () => [...this.#access.keys()].filter((token) => this.accepts(token)),
      endTokens: () => this.#access.clear(),
      sign: (parameters) => signatureOf(parameters, clientSecret),
    };
  }

  accepts(token: unknown): boolean {
    const end = typeof token === "string" ? this.#access.get(token) : undefined;
    return end === null || (end !== undefined && end > now());
  }

  /** True where the request was one of a sign-in. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname === "/admin/oauth/authorize") this.#authorize(request, response, url);
    else if (url.pathname === "/admin/oauth/access_token" && request.method === "POST") {
      this.#giveTokens(await formOf(request), response);
    } else return false;
    return true;
  }

  #authorize(request: IncomingMessage, response: ServerResponse, { host, searchParams }: URL): void {
    const redirectUri = searchParams.get("redirect_uri") ?? "";
    const problem = this.#problemOf(searchParams.get("client_id"), redirectUri);
    if (problem) return void page(response, 400, `<h1>Oauth error ${problem}</h1>`);
    if (request.method !== "POST") return void page(response, 200, INSTALL);
    const code = randomBytes(16).toString("hex");
    this.#grants.set(code, { redirectUri, scope: searchParams.get("scope") ?? "", used: false });
    const parameters: Record<string, string> = {
      code,
      host: Buffer.from(`${host}/admin`).toString("base64").replaceAll("=", ""),
      shop: host,
      state: searchParams.get("state") ?? "",
      timestamp: String(Math.floor(now())),
    };
    const back = new URL(redirectUri);
    back.searchParams.set("hmac", this.app.sign(parameters));
    for (const [name, value] of Object.entries(parameters)) back.searchParams.set(name, value);
    response.writeHead(302, { location: back.href }).end();
  }

  #problemOf(clientId: string | null, redirectUri: string): string | null {
    if (clientId !== this.app.clientId) return "invalid_client: Could not find Shopify API application.";
    if (this.app.redirectUris.includes(redirectUri)) return null;
    return "invalid_request: The redirect_uri is not whitelisted";
  }

  #giveTokens(form: URLSearchParams, response: ServerResponse): void {
    const isRefresh = form.get("grant_type") === "refresh_token";
    this.app.asked.push(isRefresh ? "refresh_token" : "code");
    const { clientId, clientSecret } = this.app;
    if (form.get("client_id") !== clientId || form.get("client_secret") !== clientSecret)
      return void refuse(response, "invalid_client", "Client authentication failed.");
    if (isRefresh) return void this.#renew(form.get("refresh_token") ?? "", response);
    const grant = this.#grants.get(form.get("code") ?? "");
    if (!grant || grant.used)
      return void refuse(
        response,
        "invalid_request",
        "The authorization code was not found or was already used",
      );
    grant.used = true;
    if (form.get("expiring") === "1") return void this.#answer(response, grant.scope);
    const access = newToken("shpat");
    this.#access.set(access, null);
    json(response, 200, { access_token: access, scope: grant.scope });
  }

  #renew(token: string, response: ServerResponse): void {
    if (!this.#refresh.delete(token))
      return void refuse(response, "invalid_grant", "The refresh token is invalid.");
    this.#answer(response, "");
  }

  #answer(response: ServerResponse, scope: string): void {
    const { tokenSeconds } = this.app;
    const [access, refresh] = [newToken("shpat"), newToken("shprt")];
    this.#access.set(access, now() + tokenSeconds);
    this.#refresh = new Set([refresh]);
    const tokens = { access_token: access, refresh_token: refresh, scope };
    json(response, 200, { ...tokens, expires_in: tokenSeconds, refresh_token_expires_in: 7_776_000 });
  }
}

const INSTALL =
  '<h1>Install app</h1><p>It can see your products.</p><form method="post"><button>Install</button></form>';

/** Seconds since 1970. */
const now = () => Date.now() / 1000;

function signatureOf(parameters: Record<string, string>, secret: string): string {
  const pairs = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1));
  const message = pairs.map(([name, value]) => `${name}=${value}`).join("&");
  return createHmac("sha256", secret).update(message).digest("hex");
}

function newToken(kind: string): string {
  return `${kind}_${randomBytes(16).toString("hex")}`;
}

function refuse(response: ServerResponse, error: string, description: string): void {
  json(response, 400, { error, error_description: description });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function page(response: ServerResponse, status: number, body: string): void {
  const head = '<!doctype html><html lang="en"><title>Demo Store</title>';
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(`${head}${body}`);
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

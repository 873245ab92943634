import { AppError } from "@v1/core";
import { createSigner } from "../auth/signer.ts";
import type { Fields, Renewals, Signed, Signer } from "../auth/types.ts";
import type { AuthScheme } from "../kit/auth.ts";
import type { RateLimit } from "../kit/connector.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../kit/http.ts";
import { bodyText, limitedBody } from "./body.ts";
import { type BreakerSettings, Breakers } from "./breaker.ts";
import { type ConnectOptions, guardedAgent } from "./connect.ts";
import { Identities } from "./identities.ts";
import { bucketsOf, type ConnectionScope, type RateStore, takeTurn } from "./rates.ts";
import { redactedUrl } from "./redact.ts";
import { Redactor } from "./redactor.ts";
import { orUnready, type RetrySettings, withRetries } from "./retry.ts";
import { type Answer, send } from "./send.ts";

export interface HttpClientOptions
  extends Partial<ConnectOptions>,
    Partial<RetrySettings>,
    Partial<BreakerSettings> {
  maxRedirects?: number;
  /** For an answer's head, connecting included; a request may name its own. */
  headTimeoutMs?: number;
  /** For the next bytes of a body. */
  idleTimeoutMs?: number;
  /** For all of `text()`: a server that drips is no better than one that stands still. */
  textTimeoutMs?: number;
  /** Of a streamed body. */
  maxBodyBytes?: number;
  /** Of `text()`, where it names no limit. */
  maxTextBytes?: number;
  userAgent?: string;
  /** Where the connections' rate buckets are; without it nobody waits for a turn. */
  rates?: RateStore;
}

type Optional = "resolve" | "rates" | "trusted";
type Complete = Required<Omit<HttpClientOptions, Optional>> & Pick<HttpClientOptions, Optional>;

const DEFAULTS: Complete = {
  allowPrivate: false,
  connectTimeoutMs: 10_000,
  maxRedirects: 5,
  headTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
  textTimeoutMs: 10 * 60_000,
  maxBodyBytes: 16 * 1024 ** 3,
  maxTextBytes: 32 * 1024 ** 2,
  retries: 3,
  retryMs: 1_000,
  longestWaitSeconds: 60,
  breakAfter: 12,
  breakMs: 30_000,
  userAgent: "v1-integrations/1 (+product passports)",
};

/** What a connection adds to the process's client. */
interface ConnectionTraits {
  /** Null while it is only tried out: it has no buckets, and no past. */
  scope: ConnectionScope | null;
  /** The connector's; each request takes its turn within all of them. */
  limits: readonly RateLimit[];
  /** Its opened credentials, which no error may tell. */
  secrets: unknown;
  /** The connector's; signs what asks for it. */
  scheme?: AuthScheme;
  /** Where renewed tokens are kept; without it they are this client's only. */
  renewals?: Renewals;
}

interface ConnectionClient extends HttpClient {
  /** Milliseconds spent so far on waiting: for a turn, and between attempts. */
  readonly waitedMs: number;
}

export interface ProcessClient extends HttpClient {
  /** Whether it may lead to addresses of private networks: the operator's choice. */
  readonly allowsPrivate: boolean;
  /** A client that keeps one connection's limits and secrets, and leaves it alone while it is down. */
  forConnection(traits: ConnectionTraits): ConnectionClient;
  close(): Promise<void>;
}

/**
 * The one way out to other systems: only checked addresses are connected to, also after redirects;
 * times and sizes are bounded; what is safe to repeat is tried again, as late as the server asks.
 * Close it where the process does not end by itself.
 */
export function createHttpClient(options: HttpClientOptions = {}): ProcessClient {
  const settings = { ...DEFAULTS, ...options };
  const dispatcher = guardedAgent(settings);
  const breakers = new Breakers(settings);
  const identities = new Identities(settings);
  const shared: Shared = { ...settings, dispatcher, identities };
  return {
    allowsPrivate: settings.allowPrivate,
    request: (url, request = {}) => new Exchange(shared).request(url, request),
    forConnection: (traits) => new ConnectionExchange(shared, traits, breakers),
    close: async () => {
      await Promise.all([dispatcher.destroy(), identities.destroy()]);
    },
  };
}

type Shared = Complete & { dispatcher: ReturnType<typeof guardedAgent>; identities: Identities };

class Exchange implements ConnectionClient {
  waitedMs = 0;
  protected readonly shared: Shared;

  constructor(shared: Shared) {
    this.shared = shared;
  }

  async request(url: string, request: HttpRequest = {}): Promise<HttpResponse> {
    const target = parsedUrl(url);
    const answer = await withRetries(() => this.attempt(target, request), {
      request,
      settings: this.shared,
      waited: (milliseconds) => {
        this.waitedMs += milliseconds;
      },
    });
    return this.responseOf(answer);
  }

  protected async attempt(url: URL, request: HttpRequest): Promise<Answer> {
    return orUnready(await this.send(url, request), this.shared);
  }

  protected async send(url: URL, request: HttpRequest): Promise<Answer> {
    if (request.authenticate) throw unsigned();
    return send(url, request, this.shared);
  }

  protected responseOf(answer: Answer): HttpResponse {
    const { maxBodyBytes, maxTextBytes, textTimeoutMs } = this.shared;
    const where = redactedUrl(answer.url);
    const encoding = answer.headers.get("content-encoding");
    const body = limitedBody(answer.body, encoding, { where, maxBytes: maxBodyBytes });
    return {
      status: answer.status,
      headers: answer.headers,
      body,
      text: (maxBytes = maxTextBytes) => bodyText(body, { where, maxBytes, maxMs: textTimeoutMs }),
    };
  }
}

class ConnectionExchange extends Exchange {
  readonly #traits: ConnectionTraits;
  readonly #breakers: Breakers;
  readonly #redactor: Redactor;
  readonly #signer: Signer | null;

  constructor(shared: Shared, traits: ConnectionTraits, breakers: Breakers) {
    super(shared);
    this.#traits = traits;
    this.#breakers = breakers;
    this.#redactor = new Redactor(traits.secrets);
    this.#signer = signerOf(traits, shared);
  }

  override async request(url: string, request: HttpRequest = {}): Promise<HttpResponse> {
    try {
      return await super.request(url, request);
    } catch (error) {
      throw this.#redactor.error(error);
    }
  }

  protected override attempt(url: URL, request: HttpRequest): Promise<Answer> {
    const { scope, limits } = this.#traits;
    const { rates } = this.shared;
    if (!scope) return super.attempt(url, request);
    return this.#breakers.run(scope.connectionId, async () => {
      if (rates && limits.length > 0) {
        const turn = { scope, buckets: bucketsOf(limits) };
        this.waitedMs += await takeTurn(rates, turn, request.signal);
      }
      return super.attempt(url, request);
    });
  }

  protected override async send(url: URL, request: HttpRequest): Promise<Answer> {
    const signer = request.authenticate ? this.#signer : null;
    if (!signer) return super.send(url, request);
    const signed = await signer.sign(url, request.signal);
    const answer = await this.#sendSigned(signed, request);
    if (answer.status !== 401 || !(await signer.renew?.(signed, request.signal))) return answer;
    await answer.body.dump();
    return this.#sendSigned(await signer.sign(url, request.signal), request);
  }

  #sendSigned(signed: Signed, request: HttpRequest): Promise<Answer> {
    this.#redactor.add(signed.headers);
    const { identities, dispatcher } = this.shared;
    const signature = {
      origin: signed.url.origin,
      headers: signed.headers,
      dispatcher: signed.identity ? identities.of(signed.identity) : dispatcher,
    };
    return send(signed.url, request, { ...this.shared, signature });
  }

  /** What a server says of a request that failed often repeats it, key and all. */
  protected override responseOf(answer: Answer): HttpResponse {
    const response = super.responseOf(answer);
    const text = async (maxBytes?: number) => {
      try {
        const all = await response.text(maxBytes);
        return answer.status < 400 ? all : this.#redactor.text(all);
      } catch (error) {
        throw this.#redactor.error(error);
      }
    };
    return { ...response, text };
  }
}

function signerOf({ scheme, secrets, renewals }: ConnectionTraits, shared: Shared): Signer | null {
  if (!scheme) return null;
  const fields = typeof secrets === "object" ? (secrets as Fields) : null;
  // Not the connection's own client: what signs must not wait for a signature.
  const deps = { fields, http: new Exchange(shared), allowInsecure: shared.allowPrivate };
  return createSigner(scheme, renewals ? { ...deps, renewals } : deps);
}

/** A mistake of ours: unsigned, it would come back as credentials that are refused. */
function unsigned(): AppError {
  return new AppError({
    code: "internal",
    message: "A request should be signed, and this client has nothing to sign it with.",
    hint: "Declare auth.scheme on the connector, and give it the connection's own client.",
  });
}

function parsedUrl(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed) return parsed;
  throw new AppError({
    code: "bad_request",
    message: "The address of the request cannot be read.",
    hint: "Give a whole address, beginning with https://.",
  });
}

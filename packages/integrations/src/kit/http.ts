/** The one way out. Addresses are checked before each connect and redirect, sizes and times bounded. */
export interface HttpClient {
  request(url: string, options?: HttpRequest): Promise<HttpResponse>;
}

export interface HttpRequest {
  method?: "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Milliseconds for the answer's head, 30,000 by default. A body has its own idle limit. */
  timeoutMs?: number;
  /** A POST that only reads, such as a GraphQL query, may be repeated. GET, HEAD and OPTIONS always may. */
  repeatable?: boolean;
  /**
   * Signs the request with the connection's credentials, by the connector's scheme. What leads to
   * another server, such as a signed link to a download, goes without.
   */
  authenticate?: boolean;
  signal?: AbortSignal;
}

export interface HttpResponse {
  status: number;
  headers: Headers;
  /** Bytes as they come; throws when the size or idle limit is passed, or the answer is cut off. */
  body: AsyncIterable<Uint8Array>;
  text(maxBytes?: number): Promise<string>;
}

import { type NextRequest, NextResponse } from "next/server";
import { appEnv } from "./env.ts";

/** Scripts run only with this request's nonce; the browser talks to us and to the auth server alone. */
export function proxy(request: NextRequest) {
  const { SUPABASE_PUBLIC_URL } = appEnv();
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Positions of virtual rows are style attributes.
    "style-src 'self' 'unsafe-inline'",
    // Product images stay where the source keeps them.
    "img-src 'self' http: https: data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${SUPABASE_PUBLIC_URL ? new URL(SUPABASE_PUBLIC_URL).origin : ""}`.trim(),
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "strict-origin-when-cross-origin");
  response.headers.set("x-content-type-options", "nosniff");
  return response;
}

export const config = { matcher: ["/((?!api/|auth/v1/|_next/static|_next/image|icon.svg).*)"] };

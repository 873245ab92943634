import type { ServerResponse } from "node:http";
import type { Fault, Faults } from "./faults.ts";

interface WrongAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

const UNAUTHORIZED: WrongAnswer = {
  status: 401,
  body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
};
const LIMITED = {
  status: 429,
  body: {
    errors:
      "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
  },
};

/** What stands in for an answer, in the order in which they are looked at. */
const WRONG_ANSWERS: Partial<Record<Fault, WrongAnswer>> = {
  unauthorized: UNAUTHORIZED,
  not_found: { status: 404, body: { errors: "Not Found" } },
  limited: LIMITED,
  limited_for: { ...LIMITED, headers: { "retry-after": "1" } },
  server_error: { status: 500, body: { errors: "Internal Server Error" } },
  unavailable: { status: 503, body: { errors: "Service Unavailable" }, headers: { "retry-after": "0" } },
  not_json: {
    status: 200,
    body: "<!doctype html><title>Opening soon</title><h1>Enter the store's password</h1>",
    headers: { "content-type": "text/html; charset=utf-8" },
  },
};

/** Gives the answer of a fault that is on; false where none is. */
export function answerWrongly(response: ServerResponse, faults: Faults): boolean {
  for (const [fault, wrong] of Object.entries(WRONG_ANSWERS)) {
    if (!faults.take(fault as Fault)) continue;
    send(response, wrong);
    return true;
  }
  return false;
}

/** As Shopify answers a token that it does not know. */
export function unauthorized(response: ServerResponse): void {
  send(response, UNAUTHORIZED);
}

function send(response: ServerResponse, { status, body, headers }: WrongAnswer): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(text);
}

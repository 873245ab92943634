import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { AppError } from "@v1/core";
// Not "undici": Bun answers that name with a stand-in of its own, which ignores `connect`, and with
// it every check below.
import { Agent, buildConnector } from "undici/index.js";
import type { TlsIdentity } from "../auth/types.ts";
import { type AddressPolicy, addressProblem, literalAddress } from "./address.ts";

/** All addresses of a name. */
type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export interface ConnectOptions extends AddressPolicy {
  connectTimeoutMs: number;
  /** Certificates (PEM) of authorities that are trusted besides the public ones. */
  trusted?: readonly string[];
  /** The system's resolver, where nothing else is given. */
  resolve?: Resolve;
}

/**
 * Connections that are only made to addresses which have been checked: names are resolved once, each
 * of their addresses is checked, and the very addresses are connected to, so that no second answer
 * of a name server can slip in.
 */
export function guardedAgent(options: ConnectOptions, identity: TlsIdentity | null = null): Agent {
  const connect = buildConnector({
    lookup: checkedLookup(options),
    timeout: options.connectTimeoutMs,
    ...(options.trusted ? { ca: [...rootCertificates, ...options.trusted] } : {}),
    ...identity,
  });
  return new Agent({
    connect: (target, callback) => {
      const literal = literalAddress(target.hostname);
      const problem = literal === null ? null : addressProblem(literal, options);
      if (problem === null) connect(target, callback);
      else callback(refusedAddress(target.hostname, problem), null);
    },
  });
}

function checkedLookup(options: ConnectOptions): LookupFunction {
  const resolve = options.resolve ?? ((hostname) => systemLookup(hostname, { all: true }));
  return (hostname, lookup, callback) => {
    checkedAddresses(hostname, resolve, options).then(
      (addresses) => {
        const [first] = addresses;
        if (lookup.all) callback(null, addresses);
        else callback(null, first?.address ?? "", first?.family ?? 0);
      },
      (error: Error) => callback(error, []),
    );
  };
}

/** One closed address closes the name: which of them is used must not be left to chance. */
async function checkedAddresses(
  hostname: string,
  resolve: Resolve,
  policy: AddressPolicy,
): Promise<LookupAddress[]> {
  const addresses = await resolve(hostname);
  if (addresses.length === 0) throw refusedAddress(hostname, "has no address");
  for (const { address } of addresses) {
    const problem = addressProblem(address, policy);
    if (problem !== null) throw refusedAddress(hostname, `leads to ${address}, which ${problem}`);
  }
  return addresses;
}

function refusedAddress(hostname: string, problem: string): AppError {
  return new AppError({
    code: "forbidden",
    message: `Requests to ${hostname} are refused: it ${problem}.`,
    hint: "Use a public address. An operator can allow private networks for a local stack.",
  });
}

import ipaddr from "ipaddr.js";

export interface AddressPolicy {
  /**
   * Loopback and private networks may be reached: the operator's choice, for a local stack. Cloud
   * metadata and link-local addresses stay closed even then.
   */
  allowPrivate: boolean;
}

const LOCAL_RANGES = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);
/** Global addresses that answer only inside a cloud: Azure's host agent. */
const METADATA = new Set(["168.63.129.16", "100.100.100.200", "fd00:ec2::254"]);
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Why an address must not be connected to, or null where it may. Whatever is not plain global
 * unicast is closed: loopback, private, link-local, multicast, reserved, and the IPv6 forms that
 * carry an IPv4 address (mapped, translated, 6to4, Teredo).
 */
export function addressProblem(address: string, policy: AddressPolicy): string | null {
  if (!ipaddr.isValid(address)) return "is not an IP address";
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return "is a cloud metadata address";
  const range = parsed.range();
  if (LOCAL_RANGES.has(range)) return policy.allowPrivate ? null : `is a ${range} address`;
  if (range !== "unicast") return `is a ${range} address`;
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST)) return "is not a global address";
  return null;
}

/** "[::1]" → "::1"; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(bare) ? bare : null;
}

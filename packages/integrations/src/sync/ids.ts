import { parse, v7 } from "uuid";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** UUIDv7 (RFC 9562, section 5.7): ids grow with time, so that an index grows at its end. */
export function newId(): string {
  return v7();
}

/**
 * A UPID: 20 characters of Crockford's base 32 that carry a UUIDv7's 48 bits of time and its last
 * 52 random ones. Minted once per product and variant, printed on codes, never changed.
 */
export function newUpid(): string {
  const bytes = parse(v7());
  let upid = "";
  for (const [from, count] of [
    [0, 6],
    [9, 7],
  ] as const) {
    let bits = 0n;
    for (let i = from; i < from + count; i += 1) bits = (bits << 8n) | BigInt(bytes[i] ?? 0);
    const characters = count === 6 ? 10 : 10;
    for (let i = characters - 1; i >= 0; i -= 1) {
      upid += CROCKFORD[Number((bits >> BigInt(i * 5)) & 31n)];
    }
  }
  return upid;
}

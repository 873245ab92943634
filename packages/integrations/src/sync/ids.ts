import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** A sync mints some eight ids a product; asking the system once per 4,096 of them is what makes that cheap. */
const pool = new Uint8Array(65_536);
let used = pool.length;

function randomBytes(count: number): Uint8Array {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

let sequence = 0;
let lastMs = 0;

/**
 * UUIDv7 (RFC 9562, section 5.7): ids grow with time, so that an index grows at its end. Within one
 * process they grow strictly, by a counter in the bits after the time.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  }
  sequence += 1;
  return v7({ msecs: lastMs, seq: sequence, random: randomBytes(16) });
}

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A UPID: 20 characters of Crockford's base 32, ten of time (milliseconds) and ten random ones (50
 * bits). Minted once per product and variant, printed on codes, never changed.
 */
export function newUpid(): string {
  let upid = "";
  let time = Date.now();
  for (let i = 0; i < 10; i += 1) {
    upid = (CROCKFORD[time % 32] ?? "0") + upid;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(10)) upid += CROCKFORD[byte & 31] ?? "0";
  return upid;
}

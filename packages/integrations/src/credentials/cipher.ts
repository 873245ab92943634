import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

/** AES-256-GCM with 96-bit random nonces and 128-bit tags (NIST SP 800-38D). */
const ALGORITHM = "aes-256-gcm";
const TAG_BYTES = 16;
const IV_BYTES = 12;

export interface Encrypted {
  iv: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

export function encrypt(key: KeyObject, plain: Buffer, context: Buffer): Encrypted {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(context);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag() };
}

/** @throws where key, context or a single bit is not what it was written with */
export function decrypt(key: KeyObject, { iv, ciphertext, tag }: Encrypted, context: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(context);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** One column instead of three: nonce, tag, ciphertext. */
export function pack({ iv, ciphertext, tag }: Encrypted): Buffer {
  return Buffer.concat([iv, tag, ciphertext]);
}

export function unpack(packed: Buffer): Encrypted {
  return {
    iv: packed.subarray(0, IV_BYTES),
    tag: packed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    ciphertext: packed.subarray(IV_BYTES + TAG_BYTES),
  };
}

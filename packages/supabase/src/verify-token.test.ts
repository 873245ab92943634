import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "@v1/core";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TokenRules, tokenVerifier } from "./verify-token.ts";

const secret = randomUUID() + randomUUID();
const issuer = "https://auth.example/auth/v1";
const user = randomUUID();
const payload = { role: "authenticated", email: "ada@example.com", session_id: randomUUID() };

/** A key set that can change, with a count of how often it was read. */
const keys: Record<string, unknown>[] = [];
let reads = 0;
let broken = false;
let server: Server;
let jwksUrl: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    reads += 1;
    response.writeHead(broken ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
});
afterAll(() => server.close());

type Key = Parameters<SignJWT["sign"]>[0];
interface Making {
  alg?: string;
  kid?: string;
  key?: Key;
  claims?: JWTPayload;
  expires?: string | number;
}
const bytes = (text: string) => new TextEncoder().encode(text);

function make({ alg = "HS256", kid, key = bytes(secret), claims, expires = "1h" }: Making = {}) {
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg, ...(kid ? { kid } : {}) })
    .setSubject(user)
    .setIssuer(claims?.iss ?? issuer)
    .setAudience(claims?.aud ?? "authenticated")
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);
}

async function pair(alg: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

const rules: TokenRules = { secret, issuer, audience: "authenticated" };
const refusal = (message: RegExp) =>
  expect.objectContaining({
    code: "unauthenticated",
    message: expect.stringMatching(message),
    hint: expect.any(String),
  });

describe("with a secret", () => {
  const verify = tokenVerifier(rules);

  it("gives the claims of a good token", async () => {
    expect(await verify(await make())).toMatchObject({ sub: user, ...payload });
  });

  it.each([
    ["expired", { expires: Math.floor(Date.now() / 1000) - 60 }, /expired/],
    ["signed with another secret", { key: bytes("x".repeat(40)) }, /not valid/],
    ["of another algorithm than HS256", { alg: "HS512" }, /not valid/],
    ["for another audience", { claims: { aud: "somebody" } }, /not valid/],
    ["of another issuer", { claims: { iss: "https://evil.example" } }, /not valid/],
    ["of an anonymous key", { claims: { role: "anon" } }, /signed-in user/],
    ["of the service role", { claims: { role: "service_role" } }, /signed-in user/],
  ] satisfies [string, Making, RegExp][])("refuses a token that is %s", async (_name, making, message) => {
    await expect(verify(await make(making))).rejects.toEqual(refusal(message));
  });

  it("refuses a token whose claims were changed after signing", async () => {
    const [head, , signature] = (await make()).split(".");
    const other = Buffer.from(
      JSON.stringify({ ...payload, sub: randomUUID(), exp: 4e9, aud: "authenticated" }),
    );
    await expect(verify([head, other.toString("base64url"), signature].join("."))).rejects.toEqual(
      refusal(/not valid/),
    );
  });

  it("refuses a token without a signature", async () => {
    const unsigned = new UnsecuredJWT(payload)
      .setSubject(user)
      .setIssuer(issuer)
      .setAudience("authenticated");
    await expect(verify(unsigned.setExpirationTime("1h").encode())).rejects.toEqual(refusal(/not valid/));
  });

  it("refuses a token without an expiry or with a subject that is no user's id", async () => {
    const bare = new SignJWT(payload).setProtectedHeader({ alg: "HS256" }).setIssuer(issuer);
    const endless = await bare.setSubject(user).setAudience("authenticated").sign(bytes(secret));
    await expect(verify(endless)).rejects.toEqual(refusal(/not valid/));
    const nobody = await bare.setSubject("admin").setExpirationTime("1h").sign(bytes(secret));
    await expect(verify(nobody)).rejects.toEqual(refusal(/signed-in user/));
  });

  it.each(["", "a", "a.b.c", "..", "eyJhbGciOiJIUzI1NiJ9.e30.", "é".repeat(50)])(
    "refuses %j",
    async (token) => {
      await expect(verify(token)).rejects.toEqual(refusal(/not valid/));
    },
  );
});

describe("with a key set", () => {
  it.each(["RS256", "ES256", "EdDSA"])("takes %s", async (alg) => {
    const { privateKey, jwk } = await pair(alg, `good-${alg}`);
    keys.push(jwk);
    const verify = tokenVerifier({ jwksUrl, issuer });
    expect((await verify(await make({ alg, kid: jwk.kid, key: privateKey }))).sub).toBe(user);
    const other = await pair(alg, jwk.kid);
    await expect(verify(await make({ alg, kid: jwk.kid, key: other.privateKey }))).rejects.toEqual(
      refusal(/not valid/),
    );
  });

  it("never takes a public key for a secret", async () => {
    const { publicKey, jwk } = await pair("RS256", "confused");
    keys.push(jwk);
    const verify = tokenVerifier({ ...rules, jwksUrl });
    const pem = await exportSPKI(publicKey);
    for (const key of [pem, pem.trim(), JSON.stringify(jwk)]) {
      const token = await make({ kid: "confused", key: bytes(key) });
      await expect(verify(token)).rejects.toEqual(refusal(/not valid/));
      await expect(tokenVerifier({ jwksUrl })(token)).rejects.toEqual(refusal(/not valid/));
    }
  });

  it("never takes a symmetric key out of the set", async () => {
    const published = bytes("y".repeat(40));
    keys.push({ kty: "oct", k: Buffer.from(published).toString("base64url"), kid: "oct", alg: "HS256" });
    const token = await make({ kid: "oct", key: published });
    await expect(tokenVerifier({ jwksUrl })(token)).rejects.toEqual(refusal(/not valid/));
    await expect(tokenVerifier({ ...rules, jwksUrl })(token)).rejects.toEqual(refusal(/not valid/));
  });

  it("follows a rotation, and forgets the key that was taken out", async () => {
    const [old, next] = [await pair("ES256", "old"), await pair("ES256", "next")];
    keys.splice(0, keys.length, old.jwk);
    const verify = tokenVerifier({ jwksUrl, issuer, jwksCooldownMs: 0 });
    const oldToken = await make({ alg: "ES256", kid: "old", key: old.privateKey });
    const nextToken = await make({ alg: "ES256", kid: "next", key: next.privateKey });
    expect((await verify(oldToken)).sub).toBe(user);
    await expect(verify(nextToken)).rejects.toEqual(refusal(/not valid/));
    keys.splice(0, keys.length, next.jwk);
    expect((await verify(nextToken)).sub).toBe(user);
    await expect(verify(oldToken)).rejects.toEqual(refusal(/not valid/));
  });

  it("reads the set once for many tokens, unknown keys included", async () => {
    const known = await pair("ES256", "known");
    keys.splice(0, keys.length, known.jwk);
    const verify = tokenVerifier({ jwksUrl, issuer });
    const token = await make({ alg: "ES256", kid: "known", key: known.privateKey });
    const forged = await make({ alg: "ES256", kid: "made-up", key: known.privateKey });
    reads = 0;
    for (let i = 0; i < 5; i++) {
      await verify(token);
      await expect(verify(forged)).rejects.toBeInstanceOf(AppError);
    }
    expect(reads).toBe(1);
  });

  it("says that it is our fault when the set cannot be read", async () => {
    const { privateKey } = await pair("ES256", "any");
    const token = await make({ alg: "ES256", kid: "any", key: privateKey });
    const ours = expect.objectContaining({ code: "unavailable", retryable: true });
    broken = true;
    await expect(tokenVerifier({ jwksUrl })(token)).rejects.toEqual(ours);
    broken = false;
    await expect(tokenVerifier({ jwksUrl: "http://127.0.0.1:9/jwks" })(token)).rejects.toEqual(ours);
  });
});

import { describe, expect, it } from "vitest";
import { addressProblem, literalAddress } from "./address.ts";

const closed = { allowPrivate: false };
const open = { allowPrivate: true };

describe("addressProblem", () => {
  it.each(["8.8.8.8", "23.227.38.65", "2606:4700::1111"])("lets %s through", (address) => {
    expect(addressProblem(address, closed)).toBeNull();
  });

  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "fd12::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
  ])("closes %s unless private networks are allowed", (address) => {
    expect(addressProblem(address, closed)).not.toBeNull();
    expect(addressProblem(address, open)).toBeNull();
  });

  it.each([
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "fe80::1",
    "0.0.0.0",
    "::",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "198.18.0.1",
    "192.0.0.192",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "168.63.129.16",
    "100.100.100.200",
    "fd00:ec2::254",
    "nonsense",
  ])("closes %s always", (address) => {
    expect(addressProblem(address, closed)).not.toBeNull();
    expect(addressProblem(address, open)).not.toBeNull();
  });
});

it.each([
  ["[::1]", "::1"],
  ["127.0.0.1", "127.0.0.1"],
  ["shop.example", null],
])("literalAddress(%s)", (hostname, expected) => {
  expect(literalAddress(hostname)).toBe(expected);
});

import type { ProcessClient } from "../client.ts";

/** For tests of what needs no network. */
export const noHttp: ProcessClient = {
  allowsPrivate: false,
  request: () => Promise.reject(new Error("No network is needed.")),
  forConnection: () => ({ request: noHttp.request, waitedMs: 0 }),
  close: async () => {},
};

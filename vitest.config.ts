import { defineConfig } from "vitest/config";

const browser = "**/*.browser.test.ts";
const notOurs = ["**/node_modules/**", "**/.next/**", "**/.data/**"];
const postgres = "./tooling/stack/src/testing/global-setup.ts";
const patience = { testTimeout: 240_000, hookTimeout: 120_000 };

/** These keep a queue or a runtime once a process, so that each file needs one of its own. */
const services = "{apps/api,packages/jobs}/**/*.test.ts";

/** `node` and `services` are all but what drives a browser; `browser` runs its files one by one. */
export default defineConfig({
  test: {
    // One more than there are cores: much of what is tested waits, for leases, kills and time limits.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...patience,
          name: "node",
          globalSetup: [postgres],
          include: ["{packages,apps,tooling}/**/*.test.{ts,tsx}"],
          exclude: [...notOurs, browser, services],
          // Loading modules anew for each file took a third of all processor time.
          isolate: false,
        },
      },
      {
        test: {
          ...patience,
          name: "services",
          globalSetup: [postgres],
          include: [services],
          exclude: notOurs,
        },
      },
      {
        test: {
          ...patience,
          name: "browser",
          // The second stands on the first.
          globalSetup: [postgres, "./apps/app/e2e/shared/global-setup.ts"],
          include: [`{apps,tooling}/${browser}`],
          exclude: notOurs,
          fileParallelism: false,
          // As long as a page is waited for: what is polled for lies behind one.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";

const browser = "**/*.browser.test.ts";
const notOurs = ["**/node_modules/**", "**/.next/**", "**/.data/**"];
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

/** Two projects: `node` is all but what drives a browser, `browser` runs its files one by one. */
export default defineConfig({
  test: {
    // Here and not in the projects: one server for all of them.
    globalSetup: ["./tooling/stack/src/testing/global-setup.ts"],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...patience,
          name: "node",
          include: ["{packages,apps,tooling}/**/*.test.{ts,tsx}"],
          exclude: [...notOurs, browser],
        },
      },
      {
        test: {
          ...patience,
          name: "browser",
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

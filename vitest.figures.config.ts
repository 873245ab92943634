import { defineConfig } from "vitest/config";

/** What is made of the running app, and takes its time: `npm run lighthouse`, `npm run film`. */
export default defineConfig({
  test: {
    globalSetup: ["./tooling/stack/src/testing/global-setup.ts"],
    include: ["apps/app/e2e/**/*.{lighthouse,film}.ts"],
    exclude: ["**/node_modules/**"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

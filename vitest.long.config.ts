import { defineConfig } from "vitest/config";

/** `npm run test:long`: the same properties as in `npm test`, over many more cases. */
export default defineConfig({
  test: {
    globalSetup: ["./tooling/stack/src/testing/global-setup.ts"],
    include: ["packages/**/*.long.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 6 * 3_600_000,
    hookTimeout: 120_000,
  },
});

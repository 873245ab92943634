import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import { buildEnv } from "./src/env.ts";

const config: NextConfig = {
  distDir: buildEnv().NEXT_DIST_DIR,
  transpilePackages: ["@v1/core", "@v1/supabase", "@v1/ui"],
  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
  // `npm test` checks the types of the whole workspace; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  images: { unoptimized: true },
};

export default config;

import { defineConfig } from "@trigger.dev/sdk";
import { readDeployEnv } from "./src/env.ts";
import { DEFAULT_MAX_DURATION, DEFAULT_RETRY } from "./src/runtime/defaults.ts";

export default defineConfig({
  project: readDeployEnv().TRIGGER_PROJECT_REF,
  dirs: ["./src/tasks"],
  runtime: "node-24",
  machine: "small-1x",
  maxDuration: DEFAULT_MAX_DURATION,
  retries: { enabledInDev: true, default: DEFAULT_RETRY },
  // A process that is warm keeps its database connections and the compiled tasks.
  processKeepAlive: { enabled: true, maxExecutionsPerProcess: 50 },
});

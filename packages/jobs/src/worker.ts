import { removeOldSpillFolders } from "@v1/integrations";
import { closeQueue, useQueue } from "./client.ts";
import { closeContext } from "./context.ts";
import { readEnv } from "./env.ts";
import { log } from "./log.ts";
import { startPgBossWorker } from "./runtime/pg-boss-worker.ts";
import { startTracing } from "./tracing.ts";

/** The local worker's process. SIGTERM and SIGINT end it at the next safe point of what it runs. */
async function main(): Promise<void> {
  const env = readEnv();
  if (env.TRIGGER_SECRET_KEY !== undefined) {
    log("info", "TRIGGER_SECRET_KEY is set: Trigger.dev runs the tasks, and this worker has nothing to do.");
    return;
  }
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const endTracing = endpoint ? startTracing({ service: "v1-worker", endpoint }) : undefined;
  await removeOldSpillFolders();
  const worker = await startPgBossWorker({ env });
  useQueue(worker.queue);
  const stop = once(async () => {
    log("info", "Stopping: running jobs end at their next safe point.");
    await worker.stop();
    await closeContext();
    await closeQueue();
    await endTracing?.();
    process.exit(0);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
  // Whoever started this process waits for the line.
  process.stdout.write("worker ready\n");
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}

main().catch((error: unknown) => {
  log("error", error instanceof Error ? error.message : String(error), { stack: (error as Error)?.stack });
  process.exit(1);
});

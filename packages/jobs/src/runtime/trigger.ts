import type { AnyTask, TriggerOptions } from "@trigger.dev/sdk";
import { payloads, type TaskName } from "../payloads.ts";
import { concurrencyKeyOf, type EnqueueOptions, type JobQueue, tagsOf } from "./queue.ts";

/** Trigger.dev holds a key on after its job has ended, so it must not be held for long. */
const KEY_TTL = "10m";
/** Trigger.dev takes a thousand runs in one call. */
const BATCH = 500;

/**
 * Starts tasks on Trigger.dev, cloud or self-hosted.
 * @param settings.baseURL where it is self-hosted; the cloud's otherwise
 */
export function triggerQueue(settings: { secretKey: string; baseURL?: string }): JobQueue {
  let opening: Promise<Client> | undefined;
  const open = () => {
    opening ??= openClient(settings);
    return opening;
  };
  return {
    async enqueue(name, payload, options) {
      const { tasks } = await open();
      const data = payloads[name].parse(payload);
      const handle = await tasks.trigger<AnyTask>(name, data, await triggerOptions(name, data, options));
      return { id: handle.id };
    },
    async enqueueMany(name, items) {
      const { tasks } = await open();
      for (let from = 0; from < items.length; from += BATCH) {
        const batch = items.slice(from, from + BATCH).map(async ({ payload, options }) => {
          const data = payloads[name].parse(payload);
          return { payload: data, options: await triggerOptions(name, data, options) };
        });
        await tasks.batchTrigger<AnyTask>(name, await Promise.all(batch));
      }
      return items.length;
    },
    close: async () => {},
  };
}

type Client = Awaited<ReturnType<typeof openClient>>;

/** The SDK is large: it is loaded at the first use, not with whoever might start a task. */
async function openClient({ secretKey, baseURL }: { secretKey: string; baseURL?: string }) {
  const { TriggerClient } = await import("@trigger.dev/sdk");
  return new TriggerClient({ accessToken: secretKey, ...(baseURL === undefined ? {} : { baseURL }) });
}

async function triggerOptions(
  name: TaskName,
  payload: unknown,
  { key, delay }: EnqueueOptions = {},
): Promise<TriggerOptions> {
  const { idempotencyKeys } = await import("@trigger.dev/sdk");
  const concurrencyKey = concurrencyKeyOf(payload);
  return {
    tags: tagsOf(payload),
    ...(concurrencyKey === undefined ? {} : { concurrencyKey }),
    ...(delay === undefined ? {} : { delay: new Date(Date.now() + delay * 1000) }),
    ...(key === undefined
      ? {}
      : {
          // Of the project, not of the run that enqueues: a scheduler's next tick means the same job.
          idempotencyKey: await idempotencyKeys.create([name, key], { scope: "global" }),
          idempotencyKeyTTL: KEY_TTL,
        }),
  };
}

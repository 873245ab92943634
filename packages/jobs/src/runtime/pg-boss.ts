import { randomUUID } from "node:crypto";
import { type JobInsert, PgBoss } from "pg-boss";
import type { JobsEnv } from "../env.ts";
import { logRarely } from "../log.ts";
import { payloads, type TaskInput, type TaskName } from "../payloads.ts";
import { queueOptions } from "./pg-boss-options.ts";
import { concurrencyKeyOf, type EnqueueOptions, type JobQueue } from "./queue.ts";

type Settings = Pick<JobsEnv, "DATABASE_URL" | "JOBS_SCHEMA">;

/** A queue for those who only start jobs: two connections, no maintenance, opened at first use. */
export function pgBossQueue(settings: Settings): JobQueue {
  let opening: Promise<PgBoss> | undefined;
  const open = () => {
    opening ??= openBoss(settings, { max: 2, supervise: false, schedule: false });
    return opening;
  };
  return { ...queueOn(open), close: async () => void (await (await opening)?.stop({ graceful: false })) };
}

export async function openBoss(
  settings: Settings,
  options: { max: number; supervise?: boolean; schedule?: boolean; useListenNotify?: boolean },
): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: settings.DATABASE_URL,
    schema: settings.JOBS_SCHEMA,
    application_name: "v1-jobs",
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    ...options,
  });
  // Each of its workers says so, and adds its name.
  boss.on("error", ({ message }) =>
    logRarely("error", "The queue has trouble.", message.replace(/ \(Queue: .*/, "")),
  );
  await boss.start();
  return boss;
}

/** The queue's verbs over a pg-boss instance that somebody else owns. */
export function queueOn(open: () => Promise<PgBoss>): Omit<JobQueue, "close"> {
  const ensured = new Set<TaskName>();
  const ready = async (name: TaskName): Promise<PgBoss> => {
    const boss = await open();
    if (!ensured.has(name)) await ensureQueue(boss, name);
    ensured.add(name);
    return boss;
  };
  return {
    async enqueue(name, payload, options) {
      const boss = await ready(name);
      const ids = await boss.insert(name, [jobOf(name, payload, options)], { returnId: true });
      return { id: ids?.[0] ?? null };
    },
    async enqueueMany(name, items) {
      if (items.length === 0) return 0;
      const boss = await ready(name);
      const jobs = items.map((item) => jobOf(name, item.payload, item.options));
      return (await boss.insert(name, jobs, { returnId: true }))?.length ?? 0;
    },
  };
}

/** `exclusive`: a key that waits or runs is not taken again; a job without one gets one of its own. */
function jobOf<N extends TaskName>(name: N, payload: TaskInput<N>, options: EnqueueOptions = {}): JobInsert {
  const data = payloads[name].parse(payload);
  const brand = concurrencyKeyOf(data);
  return {
    data,
    singletonKey: options.key ?? randomUUID(),
    ...(options.delay === undefined ? {} : { startAfter: options.delay }),
    ...(brand === undefined ? {} : { group: { id: brand } }),
  };
}

/** A queue is made by whoever comes first. Only then are the tasks' files loaded to ask for options. */
async function ensureQueue(boss: PgBoss, name: TaskName): Promise<void> {
  if (await boss.getQueue(name)) return;
  const { loadTaskDefinitions } = await import("./definitions.ts");
  const task = (await loadTaskDefinitions()).find(({ id }) => id === name);
  if (task) await boss.createQueue(name, { policy: "exclusive", ...queueOptions(task) });
}

export interface Schedule {
  cron: string | null;
  label: string;
}

/** In UTC. What is not among them is shown as it is written. */
export const SCHEDULES: readonly Schedule[] = [
  { cron: "*/15 * * * *", label: "Every 15 minutes" },
  { cron: "0 * * * *", label: "Every hour" },
  { cron: "0 */6 * * *", label: "Every 6 hours" },
  { cron: "0 4 * * *", label: "Every day at 04:00 UTC" },
  { cron: "0 4 * * 1", label: "Every Monday at 04:00 UTC" },
  { cron: null, label: "By hand only" },
];

export const FULL_READS: readonly Schedule[] = [
  { cron: "0 3 * * *", label: "Every night at 03:00 UTC" },
  { cron: "0 3 * * 0", label: "Every Sunday at 03:00 UTC" },
  { cron: null, label: "By hand only" },
];

/** "Every hour", or the cron itself. */
export function scheduleLabel(cron: string | null): string {
  const known = [...SCHEDULES, ...FULL_READS].find((schedule) => schedule.cron === cron);
  return known?.label ?? `${cron} (UTC)`;
}

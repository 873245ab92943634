import type { WorkerDb } from "@v1/db";

/** One statement of a run: how often it ran, and the plan of its slowest execution. */
export interface Plan {
  text: string;
  calls: number;
  totalMs: number;
  slowestMs: number;
  plan: string;
}

// With the time of each node and trigger: foreign keys are triggers.
const SETTINGS = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_level": "notice",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_timing": "on",
  "auto_explain.log_triggers": "on",
  "auto_explain.log_parameter_max_length": "0",
  "auto_explain.log_buffers": "on",
};

/** The address of the same database, where every session explains what it runs. */
export function explainingUrl(url: string): string {
  const options = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  const explaining = new URL(url);
  explaining.searchParams.set("options", options.join(" "));
  return explaining.href;
}

const NOTICE = /^duration: ([\d.]+) ms {2}plan:\nQuery Text: ([\s\S]*)$/;
/** A plan's first line tells its cost; all before it is the query, which may have lines of any kind. */
const PLAN_BEGINS = /\n(?=[A-Z][^\n]*\(cost=)/;

/** Collects the plan of every statement on the sessions that the pool opens from now on. */
export function explainStatements(db: WorkerDb): () => Plan[] {
  let plans = new Map<string, Plan>();
  db.pool.on("connect", (client) => {
    client.on("notice", ({ message }) => keep(plans, message ?? ""));
  });
  return () => {
    const collected = [...plans.values()].sort((left, right) => right.totalMs - left.totalMs);
    plans = new Map();
    return collected;
  };
}

function keep(plans: Map<string, Plan>, notice: string): void {
  const [, duration, rest = ""] = NOTICE.exec(notice) ?? [];
  if (duration === undefined) return;
  const ms = Number(duration);
  const [text = "", plan = ""] = rest.split(PLAN_BEGINS, 2);
  const known = plans.get(text) ?? { text, calls: 0, totalMs: 0, slowestMs: -1, plan: "" };
  plans.set(text, {
    text,
    calls: known.calls + 1,
    totalMs: known.totalMs + ms,
    slowestMs: Math.max(known.slowestMs, ms),
    plan: ms > known.slowestMs ? plan : known.plan,
  });
}

/** Plans as text, the costliest statement first. */
export function planText(title: string, plans: Plan[]): string {
  const blocks = plans.map(({ text, calls, totalMs, slowestMs, plan }) => {
    const head = `-- ${totalMs.toFixed(1)} ms in ${calls} calls; the slowest, ${slowestMs.toFixed(1)} ms:`;
    return `${head}\n${text.trim()}\n\n${plan.trimEnd()}\n`;
  });
  return `== ${title}\n\n${blocks.join("\n\n")}`;
}

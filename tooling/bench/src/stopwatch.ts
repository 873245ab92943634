import type { Stage } from "./protocol.ts";

/** Seconds by stage and part. */
export class Stopwatch {
  readonly parts = new Map<string, number>();
  readonly stages: Record<Stage, number> = { read: 0, map: 0, stage: 0, ahead: 0, merge: 0 };

  add(stage: Stage, part: string, seconds: number): void {
    this.stages[stage] += seconds;
    const name = part === "" ? stage : `${stage}: ${part}`;
    this.parts.set(name, (this.parts.get(name) ?? 0) + seconds);
  }

  /** Starts measuring; the function that it gives stops. */
  start(stage: Stage, part = ""): () => void {
    const began = performance.now();
    return () => this.add(stage, part, (performance.now() - began) / 1000);
  }
}

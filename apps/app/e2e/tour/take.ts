import type { Page } from "playwright-core";
import { STEPS, type Tour } from "./steps.ts";

interface Taken extends Omit<Tour, "look"> {
  /** Called at each place worth a look, with the step that it belongs to. */
  look(name: string, page: Page, step: string): Promise<void>;
  /** Counted before and after each step. */
  clicks?: () => number;
}

/** Takes all of the README's tour. @returns the clicks that each step took */
export async function takeTour({ look, clicks = () => 0, ...tour }: Taken): Promise<Record<string, number>> {
  const spent: Record<string, number> = {};
  for (const { title, go } of STEPS) {
    const before = clicks();
    await go({ ...tour, look: (name, page) => look(name, page, title) });
    spent[title] = clicks() - before;
  }
  return spent;
}

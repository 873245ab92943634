import lighthouse, { desktopConfig } from "lighthouse";

export const PRESETS = ["desktop", "mobile"] as const;
export type Preset = (typeof PRESETS)[number];

export interface Scores {
  /** Of 100. */
  performance: number;
  accessibility: number;
  /** First and largest contentful paint and total blocking time, in milliseconds; layout shift. */
  fcp: number;
  lcp: number;
  tbt: number;
  cls: number;
  /** Of all that was sent to the browser. */
  bytes: number;
  /** How fast the machine was meanwhile, as Lighthouse measures it. */
  machine: number;
  /** What does not have its full score, by the audits' names. */
  faults: string[];
}

/** Loads a page anew in the browser at `port`, with the session that it has, and judges it. */
export async function audit(url: string, preset: Preset, port: number): Promise<Scores> {
  const result = await lighthouse(
    url,
    { port, logLevel: "error", disableStorageReset: true, onlyCategories: ["performance", "accessibility"] },
    preset === "desktop" ? desktopConfig : undefined,
  );
  if (!result) throw new Error(`Lighthouse says nothing of ${url}.`);
  const { audits, categories, environment, runtimeError, finalDisplayedUrl } = result.lhr;
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`);
  if (finalDisplayedUrl !== url) throw new Error(`${url} led to ${finalDisplayedUrl}.`);
  const scoreOf = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const figureOf = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: scoreOf("performance"),
    accessibility: scoreOf("accessibility"),
    fcp: figureOf("first-contentful-paint"),
    lcp: figureOf("largest-contentful-paint"),
    tbt: figureOf("total-blocking-time"),
    cls: figureOf("cumulative-layout-shift"),
    bytes: figureOf("total-byte-weight"),
    machine: Math.round(environment.benchmarkIndex),
    faults: Object.values(audits)
      .filter(({ score }) => score !== null && score < 0.9)
      .map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id)),
  };
}

/** The round whose performance is neither best nor worst. */
export function median(rounds: readonly Scores[]): Scores {
  const sorted = [...rounds].sort((one, other) => one.performance - other.performance);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error("No round was measured.");
  return middle;
}

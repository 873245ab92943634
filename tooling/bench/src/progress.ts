const began = performance.now();

/** A line on stderr, so that stdout holds the table alone. */
export function say(text: string): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(5);
  process.stderr.write(`${seconds} s  ${text}\n`);
}

/** Tells how far a sync has come, every few seconds. */
export function sayProgress(everyMs = 5_000): (read: number, total: number | null) => void {
  let last = performance.now();
  return (read, total) => {
    if (performance.now() - last < everyMs) return;
    last = performance.now();
    say(`  ${read.toLocaleString("en")}${total ? ` of ${total.toLocaleString("en")}` : ""} products`);
  };
}

/** Seconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

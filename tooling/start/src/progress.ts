export interface Progress {
  done: number;
  /** Null while the source has not said how many there are. */
  total: number | null;
  /** Seconds since the sync began. */
  seconds: number;
}

const number = new Intl.NumberFormat("en");

/** One line of a running sync: bar, counts, rate, time left. Never longer than `width`. */
export function progressLine({ done, total, seconds }: Progress, width: number): string {
  if (done === 0) return `Waiting for the store, ${Math.round(seconds)} s`.slice(0, Math.max(width, 1));
  const rate = seconds > 0 ? done / seconds : 0;
  const counts = total === null ? number.format(done) : `${number.format(done)} of ${number.format(total)}`;
  const left = total !== null && rate > 0 ? `, ${clock((total - done) / rate)} left` : "";
  const text = `${counts} products, ${number.format(Math.round(rate))} a second${left}`;
  const bar = total ? drawBar(done / total, Math.min(30, width - text.length - 3)) : "";
  return [bar, text].filter(Boolean).join(" ").slice(0, Math.max(width, 1));
}

function drawBar(share: number, length: number): string {
  if (length < 5) return "";
  const full = Math.round(Math.min(Math.max(share, 0), 1) * length);
  return `${"█".repeat(full)}${"░".repeat(length - full)}`;
}

function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * Shows progress on a terminal by redrawing one line, elsewhere by a line every few seconds.
 * @returns `show` for each news, `close` before anything else is written
 */
export function progressView(out: NodeJS.WriteStream, everyMs = 3000) {
  let last = 0;
  let drawn = false;
  return {
    show: (progress: Progress) => {
      if (out.isTTY) {
        out.write(`\r\u001b[2K${progressLine(progress, (out.columns || 80) - 1)}`);
        drawn = true;
      } else if (Date.now() - last >= everyMs) {
        out.write(`${progressLine(progress, 110)}\n`);
        last = Date.now();
      }
    },
    close: () => {
      if (drawn) out.write("\n");
      drawn = false;
    },
  };
}

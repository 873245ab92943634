/** The generated catalog's last change lies before this. */
const EARLIEST = Date.UTC(2026, 10, 3) / 1000;

/** The store's time in whole seconds: the machine's own, but never before the catalog's last change. */
export function storeClock(): () => number {
  const ahead = Math.max(0, EARLIEST - Date.now() / 1000);
  return () => Math.floor(Date.now() / 1000 + ahead);
}

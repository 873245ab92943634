const count = new Intl.NumberFormat("en");
/** By currency: making one takes longer than a row of a list does. */
const money = new Map<string, Intl.NumberFormat>();

/** "12,345" */
export function formatCount(value: number): string {
  return count.format(value);
}

/** "1 product", "12,345 products" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** Of a list that is read to its end: "All 12 products shown". */
export function allShown(value: number, one: string): string {
  return `${value === 1 ? "" : "All "}${counted(value, one)} shown`;
}

/** "€49.90"; an amount without a currency, or with one that is none, stays a plain number. */
export function formatMoney(amount: string | null, currency: string | null): string | null {
  if (amount === null) return null;
  try {
    return moneyFormat(currency ?? "").format(Number(amount));
  } catch {
    return [amount, currency].filter(Boolean).join(" ");
  }
}

/** @throws RangeError where it is no currency's code */
function moneyFormat(currency: string): Intl.NumberFormat {
  const known = money.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat("en", { style: "currency", currency });
  money.set(currency, made);
  return made;
}

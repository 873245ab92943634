const count = new Intl.NumberFormat("en");

/** "12,345" */
export function formatCount(value: number): string {
  return count.format(value);
}

/** "1 product", "12,345 products" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** "€49.90"; an amount without a currency, or with one that is none, stays a plain number. */
export function formatMoney(amount: string | null, currency: string | null): string | null {
  if (amount === null) return null;
  try {
    const options = { style: "currency", currency: currency ?? "" } as const;
    return new Intl.NumberFormat("en", options).format(Number(amount));
  } catch {
    return [amount, currency].filter(Boolean).join(" ");
  }
}

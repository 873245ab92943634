import { CURRENCY } from "../catalog/index.ts";

/** What one euro is in the markets that the shop sells to; any other country pays in euros. */
const MARKETS: Readonly<Record<string, { currency: string; rate: number }>> = {
  CH: { currency: "CHF", rate: 0.95 },
  DK: { currency: "DKK", rate: 7.46 },
  GB: { currency: "GBP", rate: 0.85 },
};

export const CURRENCIES: readonly string[] = Object.values(MARKETS).map(({ currency }) => currency);

/** A price as a customer in a country sees it. */
export function marketPrice(price: string, country: string | null) {
  const market = country === null ? undefined : MARKETS[country];
  if (!market) return moneyView(Number(price), CURRENCY);
  return moneyView(Math.round(Number(price) * market.rate * 100) / 100, market.currency);
}

/** Shopify writes amounts of money without closing zeros: "49.0", "56.95". */
export function moneyView(amount: number, currencyCode: string) {
  const finite = Number.isFinite(amount) ? amount : 0;
  return { amount: Number.isInteger(finite) ? finite.toFixed(1) : String(finite), currencyCode };
}

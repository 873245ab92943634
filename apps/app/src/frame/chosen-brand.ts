import { keepCookie } from "../session/cookies.ts";
import { BRAND_COOKIE } from "./brand-cookie.ts";

const KEY = "v1.brand";
const YEAR_S = 31_536_000;

/** The brand that this browser works for; kept over reloads. Requests read it when they are sent. */
export const chosenBrand = {
  get: (): string | null => (typeof window === "undefined" ? null : window.localStorage.getItem(KEY)),
  set(brandId: string): void {
    if (typeof window === "undefined") return;
    window.localStorage.setItem(KEY, brandId);
    keepCookie(BRAND_COOKIE, brandId, YEAR_S);
  },
};

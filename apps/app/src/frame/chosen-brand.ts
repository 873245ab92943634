const KEY = "v1.brand";

/** The brand that this browser works for; kept over reloads. Requests read it when they are sent. */
export const chosenBrand = {
  get: (): string | null => (typeof window === "undefined" ? null : window.localStorage.getItem(KEY)),
  set: (brandId: string) => window.localStorage.setItem(KEY, brandId),
  forget: () => window.localStorage.removeItem(KEY),
};

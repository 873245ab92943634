const KEY = "v1.brands";

export interface Brand {
  id: string;
  name: string;
  role: "owner" | "member";
}

interface Kept {
  userId: string;
  brands: Brand[];
}

/** The brands of whoever is signed in, as they were last: a page need not wait for them to ask for its own. */
export const knownBrands = {
  get(userId: string): Brand[] | undefined {
    const { userId: keptFor, brands } = read();
    return keptFor === userId && Array.isArray(brands) ? brands : undefined;
  },
  set(userId: string, brands: Brand[]): void {
    const kept: Kept = { userId, brands: brands.map(({ id, name, role }) => ({ id, name, role })) };
    window.localStorage.setItem(KEY, JSON.stringify(kept));
  },
  forget: (): void => window.localStorage.removeItem(KEY),
};

/** What an earlier version or somebody's hands have left there is nothing. */
function read(): Partial<Kept> {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

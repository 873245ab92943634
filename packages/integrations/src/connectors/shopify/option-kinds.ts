import type { ShopifyConfig } from "./config.ts";

export type OptionKind = "color" | "size" | "other";
export type OptionKinds = (name: string) => OptionKind;

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const COLOUR_NAMES = words(
  "color colour colors colours farbe farben couleur coloris kleur colore cor cores färg farge farve väri kolor barva farba szín culoare renk цвет колір χρώμα צבע لون 色 颜色 顏色 カラー 색상 màu",
);
const SIZE_NAMES = words(
  "size sizes größe groesse grösse grösze konfektionsgröße schuhgröße taille pointure maat taglia talla tamanho tamaño numero storlek størrelse koko rozmiar velikost veľkosť méret mărime beden numara размер розмір μέγεθος מידה مقاس 尺寸 尺码 尺碼 サイズ 사이즈 size(eu) waist length-size",
);

/** Option names repeat over a whole shop: each is looked at once. */
const MOST_KNOWN = 10_000;

/** What each option of a shop stands for: by the brand's own names first, then by the usual ones. */
export function optionKindsOf(names: ShopifyConfig["optionNames"]): OptionKinds {
  const own = new Map<string, OptionKind>();
  for (const kind of ["other", "size", "color"] as const) {
    for (const name of names[kind]) own.set(plain(name), kind);
  }
  const known = new Map<string, OptionKind>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= MOST_KNOWN) known.clear();
    const kind = own.get(plain(name)) ?? kindOfName(name) ?? "other";
    known.set(name, kind);
    return kind;
  };
}

export const DEFAULT_OPTIONS: OptionKinds = optionKindsOf({ color: [], size: [], other: [] });

/** "Farbe" and "Shoe size": the whole name, else its last word, else its first. */
export function kindOfName(name: string): OptionKind | null {
  const whole = plain(name);
  const parts = whole.split(/[\s_\-/():]+/).filter((part) => part !== "");
  for (const part of [whole, parts.at(-1), parts[0]]) {
    if (part === undefined) continue;
    if (COLOUR_NAMES.has(part)) return "color";
    if (SIZE_NAMES.has(part)) return "size";
  }
  return null;
}

/** What the settings call it; null where they do not. */
export function saidKind(names: ShopifyConfig["optionNames"], name: string): OptionKind | null {
  const kinds = ["color", "size", "other"] as const;
  return kinds.find((kind) => names[kind].some((said) => plain(said) === plain(name))) ?? null;
}

function plain(name: string): string {
  return name.normalize("NFC").trim().toLowerCase();
}

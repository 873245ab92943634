/** Units by what they measure, each in the smallest one of its kind. */
const FACTORS = {
  mg: ["mass", 0.001],
  g: ["mass", 1],
  kg: ["mass", 1000],
  t: ["mass", 1_000_000],
  oz: ["mass", 28.349523125],
  lb: ["mass", 453.59237],
  ml: ["volume", 0.001],
  l: ["volume", 1],
  m3: ["volume", 1000],
  gal: ["volume", 3.785411784],
} as const satisfies Record<string, readonly [string, number]>;

export type Unit = keyof typeof FACTORS;
export const UNITS = Object.keys(FACTORS) as [Unit, ...Unit[]];

const SPELLINGS: Readonly<Record<string, Unit>> = {
  gram: "g",
  grams: "g",
  gr: "g",
  kilogram: "kg",
  kilograms: "kg",
  kgs: "kg",
  lbs: "lb",
  ounce: "oz",
  ounces: "oz",
  liter: "l",
  liters: "l",
  litre: "l",
  litres: "l",
  ltr: "l",
  "m³": "m3",
  tonne: "t",
  tonnes: "t",
};

/** The unit that a word names, whatever its case; "kg CO2e" names kg. */
export function unitNamed(word: string): Unit | null {
  const first =
    word
      .trim()
      .toLowerCase()
      .split(/[\s_/]/)[0] ?? "";
  const name = SPELLINGS[first] ?? first;
  return Object.hasOwn(FACTORS, name) ? (name as Unit) : null;
}

/** By how much a number grows from one unit to another; null where they measure different things. */
export function factor(from: Unit, to: Unit): number | null {
  const [kind, size] = FACTORS[from];
  const [other, target] = FACTORS[to];
  return kind === other ? size / target : null;
}

import { kindOfName, type OptionKind } from "./option-kinds.ts";

/** An option as a shop has it: its name, and all values that were seen under it. */
export interface SeenOption {
  name: string;
  values: readonly string[];
}

export interface OptionSuggestion {
  name: string;
  kind: OptionKind;
  /** `name`: the option's name says it. `values`: so do that many of its values. `none`: nothing does. */
  evidence: { by: "name" | "values" | "none"; matched: number; of: number; examples: string[] };
}

const COLOURS = new Set(
  `black white grey gray red blue green yellow orange pink purple violet brown beige navy cream ivory ecru khaki olive
  teal turquoise burgundy gold silver rose sand stone camel rust mustard charcoal indigo natural mint coral taupe
  schwarz weiß weiss grau rot blau grün gelb rosa lila violett braun creme silber dunkelblau hellblau
  noir blanc gris rouge bleu vert jaune violet marron bordeaux doré argent écru
  zwart wit grijs rood blauw groen geel paars bruin nero bianco grigio rosso blu verde giallo viola marrone
  negro blanco rojo azul amarillo morado preto branco vermelho svart vit hvid sort grå röd rød blå grön grøn gul
  czarny biały szary czerwony niebieski zielony 黒 白 赤 青 緑 黑色 白色 红色 蓝色`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

const SIZES = [
  /^(?:[2-9]|x{0,4})-?x?(?:s|l)$/i,
  /^(?:x{1,4}s|s|m|l|x{1,5}l|[2-9]xl)(?:\s*[/-]\s*(?:x{1,4}s|s|m|l|x{1,5}l|[2-9]xl))?$/i,
  /^(?:one ?size|os|onesize|einheitsgröße|taille unique|tu|talla única|taglia unica|u|free size|フリー)$/i,
  /^(?:eu|us|uk|it|fr|de|jp|br|w|l)?\s?\d{1,3}(?:[.,]5|½)?(?:\s?(?:eu|us|uk|it|fr|de|jp))?$/i,
  /^w?\d{2}\s?[/x-]\s?l?\d{2}$/i,
  /^\d{1,3}(?:\s?[-–/]\s?\d{1,3})?\s?(?:cm|mm|m|y|yrs?|years?|jahre|ans|months?|monate|mois)$/i,
  /^(?:small|medium|large|x-?large|klein|mittel|groß|petit|moyen|grand)$/i,
];

const EXAMPLES = 3;
/** Half of the values must say it: a colour called "M" or a size called "Sand" happens. */
const ENOUGH = 0.5;

/**
 * What each option of a shop probably is, with what speaks for it: first the usual names, then the
 * values. At most one option is taken for the colour and one for the size by values alone: the one
 * that most of its values speak for. Pure; the brand corrects it in `optionNames`.
 */
export function suggestOptions(options: readonly SeenOption[]): OptionSuggestion[] {
  const byName = options.map((option) => kindOfName(option.name));
  const taken = new Set(byName.filter((kind) => kind !== null));
  const byValues = bestByValues(
    options.filter((_, at) => byName[at] === null),
    taken,
  );
  return options.map((option, at) => {
    const kind = byName[at] ?? null;
    if (kind !== null)
      return { name: option.name, kind, evidence: { ...evidenceOf(option, kind), by: "name" } };
    const found = byValues.get(option.name) ?? "other";
    const by = found === "other" ? "none" : "values";
    return { name: option.name, kind: found, evidence: { ...evidenceOf(option, found), by } };
  });
}

function bestByValues(options: readonly SeenOption[], taken: ReadonlySet<OptionKind>) {
  const found = new Map<string, OptionKind>();
  for (const kind of ["size", "color"] as const) {
    if (taken.has(kind)) continue;
    const ranked = options
      .filter(({ name }) => !found.has(name))
      .map((option) => ({ name: option.name, share: shareOf(option, kind) }))
      .sort((a, b) => b.share - a.share);
    const [best] = ranked;
    if (best && best.share >= ENOUGH) found.set(best.name, kind);
  }
  return found;
}

function shareOf(option: SeenOption, kind: "color" | "size"): number {
  return option.values.length === 0 ? 0 : matching(option, kind).length / option.values.length;
}

function evidenceOf(option: SeenOption, kind: OptionKind) {
  const matched = kind === "other" ? [] : matching(option, kind);
  const shown = matched.length > 0 ? matched : option.values;
  return { matched: matched.length, of: option.values.length, examples: shown.slice(0, EXAMPLES) };
}

function matching({ values }: SeenOption, kind: "color" | "size"): string[] {
  return values.filter((value) => (kind === "color" ? isColour(value) : isSize(value)));
}

function isSize(value: string): boolean {
  const text = value.trim();
  return SIZES.some((form) => form.test(text));
}

/** "Navy", "Light blue", "Washed Black". */
function isColour(value: string): boolean {
  const parts = value
    .normalize("NFC")
    .trim()
    .toLowerCase()
    .split(/[\s/&,-]+/);
  return parts.some((part) => COLOURS.has(part));
}

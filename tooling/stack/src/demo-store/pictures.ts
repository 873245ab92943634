/** Outlines on a field of 72 by 72, by a word of the product's handle; what fits none is a shirt. */
const OUTLINES: readonly [RegExp, string][] = [
  [/belt/, "M10 31h40v10H10zm42-3h10v16H52zm3 4v8h4v-8z"],
  [/loafer|sneaker|boot|sandal|shoe|clog|mule|pump|trainer/, "M14 26l14 4 8 10 20 4v10H14z"],
  [/dress|skirt|jumpsuit|gown/, "M28 14h16l2 14 10 30H16l10-30z"],
  [/trouser|jean|short|legging|chino|pant/, "M25 14h22l4 44H39l-3-28-3 28H21z"],
  [/bag|tote|backpack|pouch/, "M18 28h36l4 30H14zm10 0v-4a8 8 0 0 1 16 0v4h-4v-4a4 4 0 0 0-8 0v4z"],
  [/beanie|hat|cap\b/, "M16 46a20 22 0 0 1 40 0zm-2 2h44v8H14z"],
  [/scarf|bandana|shawl|sock/, "M26 14h20v34H26zm0 36h6v8h-6zm7 0h6v8h-6zm7 0h6v8h-6z"],
];
const SHIRT = "M24 16l12 5 12-5 14 10-7 9-5-3v26H22V32l-5 3-7-9z";

/** The picture of a product, drawn from its handle: the same one each time. */
export function pictureOf(handle: string): string {
  const outline = OUTLINES.find(([words]) => words.test(handle))?.[1] ?? SHIRT;
  let hue = 0;
  for (const letter of handle) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><rect width="72" height="72" fill="hsl(${hue} 28% 90%)"/><path fill-rule="evenodd" d="${outline}" fill="hsl(${hue} 30% 46%)"/></svg>`;
}

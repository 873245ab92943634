import type { MaterialInput } from "@v1/core";

const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
/** The sign, and the words for it that stand on labels. */
const PERCENT = String.raw`(?:[%٪％]|per ?cent|percent|pct\.?|prozent|pour ?cent|por ?ciento|per ?cento|procent)`;

const SHARE_ALONE = new RegExp(String.raw`^\s*${NUMBER}\s*${PERCENT}?\s*(?:,|$)`, "i");
const LEADING = new RegExp(String.raw`^\s*(${NUMBER})\s*${PERCENT}\s*(?:de |d['’]|di |of )?(.*\S)\s*$`, "i");
const TRAILING = new RegExp(String.raw`^\s*(.*?[^\s:=(])[\s:=(–-]+(${NUMBER})\s*${PERCENT}\s*\)?\s*$`, "i");
/** "Cotton:80" and "Cotton=80": where a sign joins them, the number can be nothing but the share. */
const JOINED = new RegExp(String.raw`^\s*([^:=]*?[^:=\s])\s*[:=]\s*(${NUMBER})\s*$`);
/** What is left of a part whose share was taken out may not look like another share. */
const LOOKS_LIKE_SHARE = new RegExp(String.raw`\d\s*${PERCENT}|^[\d\s.,%]+$|:`, "i");

/** Commas but those inside a number, the signs that people write instead, and "and" before a share. */
const BETWEEN_PARTS = new RegExp(
  String.raw`(?<!\d),|,(?!\d)|\s[/+&]\s|\.\s|\s(?:and|und|et|e|y|en|og|och|i|ja|a|oraz|és|și|ve|и|και)\s+(?=${NUMBER}\s*${PERCENT})|\sو\s*(?=${NUMBER}\s*${PERCENT})`,
  "i",
);

/** "80% wool 20% cashmere" and "Wool 80% cashmere 20%": each share begins, or ends, a fibre. */
const BEFORE_SHARES = new RegExp(String.raw`(?<=\S)\s+(?=${NUMBER}\s*${PERCENT})`, "gi");
const AFTER_SHARES = new RegExp(String.raw`(?<=\d\s?${PERCENT}\)?)\s+(?=\S)`, "gi");
const BEGINS_WITH_SHARE = new RegExp(String.raw`^\s*${NUMBER}\s*${PERCENT}`, "i");
const ENDS_WITH_SHARE = new RegExp(String.raw`${NUMBER}\s*${PERCENT}\s*\)?\s*$`, "i");
/** "80% cotton of which 20% recycled" tells of a part of the cotton, not of another fibre. */
const LEADS_ON =
  /(?:^|\s)(?:of which|thereof|davon|dont|di cui|including|incl\.?|with|mit|avec|of|from|aus|min\.?|max\.?|ca\.?|up to)$/i;

/** Hundredths of a percent from which a part counts as complete. */
const COMPLETE = 99.5;

/**
 * Text such as "Shell: 60 % Linen, 40 % Cotton; Lining: 100% Viscose" or "Cotton:80|Elastane:20".
 * A group without a name of its own goes on with the part before it, until that one is complete.
 * @returns null where a piece is not understood: nothing is guessed
 */
export function compositionText(text: string, component = "main"): MaterialInput[] | null {
  const inputs: MaterialInput[] = [];
  let part = component;
  let sum = 0;
  for (const group of westernSigns(text).split(/[;|\n]/)) {
    const named = splitComponent(group);
    if (named.component !== null || sum >= COMPLETE) {
      part = named.component ?? component;
      sum = 0;
    }
    for (const piece of named.rest.split(BETWEEN_PARTS).flatMap(splitShares)) {
      const input = fromPiece(piece, part);
      if (!input) return null;
      sum += Number(input.percentage ?? 0);
      inputs.push(input);
    }
  }
  return inputs.length > 0 ? inputs : null;
}

/** Digits and signs between parts as they are written in Arabic, Persian, Chinese and Japanese. */
function westernSigns(text: string): string {
  return text
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(/[،、，]/g, ", ")
    .replaceAll("؛", ";")
    .replaceAll("：", ":")
    .replaceAll("٫", ".");
}

/** "Lining: 100% Viscose" has a component; "Cotton: 80%" has none. */
function splitComponent(group: string): { component: string | null; rest: string } {
  const match = /^\s*([^:%\d,]+):(.*)$/s.exec(group);
  const rest = match?.[2] ?? "";
  if (!match || SHARE_ALONE.test(rest)) return { component: null, rest: group };
  return { component: (match[1] ?? "main").trim().toLowerCase(), rest };
}

/** One fibre each, where nothing but its share tells it from the next. */
function splitShares(piece: string): string[] {
  const text = piece.trim();
  if (text === "") return [];
  if (BEGINS_WITH_SHARE.test(text)) return text.split(BEFORE_SHARES);
  return ENDS_WITH_SHARE.test(text) ? text.split(AFTER_SHARES) : [text];
}

/** "80% Cotton", "Cotton 80 %", "80.5 % Cotton", "Cotton:80" or "Cotton" alone. */
function fromPiece(piece: string, component: string): MaterialInput | null {
  const leading = LEADING.exec(piece);
  if (leading) return stated(leading[2], leading[1], component);
  const trailing = TRAILING.exec(piece) ?? JOINED.exec(piece);
  if (trailing) return stated(trailing[1], trailing[2], component);
  return /[%\d:=]/.test(piece) ? null : { name: piece, component };
}

function stated(name = "", share = "", component = "main"): MaterialInput | null {
  if (LOOKS_LIKE_SHARE.test(name) || LEADS_ON.test(name)) return null;
  return { name, percentage: share.replace(",", "."), component };
}

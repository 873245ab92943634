import { columnFields } from "../field-sql.ts";
import type { ChunkShape } from "../shape.ts";
import { matchVariants } from "./match.ts";
import { referenceJoins } from "./references.ts";

/** `matchVariants` for what a chunk asserts: names that tell variants apart count where it has them. */
export function variantMatches(shape: ChunkShape): string {
  const attributes = columnFields(["variant.color", "variant.size"]);
  const colour = shape.variant.includes("variant.color") ? "r_variant_color.entity_id" : "null";
  const size = shape.variant.includes("variant.size") ? "r_variant_size.entity_id" : "null";
  const option = shape.variant.includes("variant.option") ? "i.variant_option_value" : "null";
  const present = attributes.filter((field) => shape.variant.includes(field.key));
  // A name that nobody has written down yet says something, and is not the same as no name.
  const unknown = present
    .map((field) => ` and (i.${field.id} is null or r_${field.id}.entity_id is not null)`)
    .join("");
  const same = `, case when f.color_id is not distinct from ${colour} and f.size_id is not distinct from ${size}
      and f.option_value is not distinct from ${option}${unknown} then 3 end`;
  return matchVariants.replace("%attributes%", same).replace("%references%", referenceJoins(present));
}

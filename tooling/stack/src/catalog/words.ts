/** Names, colours and phrases of the demo catalog. All invented, but for the claims' names. */
export const MODELS: readonly string[] = (
  "Alba Aino Arlo Birk Bruna Calla Cosmo Dara Edda Elio Enya Fjord Freja Gaia Hagen " +
  "Halla Idris Ilse Ines Jonas Juno Kaya Kestrel Lago Linde Livia Lund Malo Marlow Mina " +
  "Noor Nova Olmo Orla Otis Pike Quill Rhea Rune Saga Sora Tarn Thea Ulla Vega Vila " +
  "Wren Yara Zeno Åsa"
).split(" ");

/** Name and the three letters that stand for it in a SKU. */
export interface Colour {
  name: string;
  code: string;
}

export const COLOURS: readonly Colour[] = (
  "Ecru ECR, Off White OFW, Black BLK, Charcoal CHA, Ash Grey ASH, Navy NVY, Indigo IND, " +
  "Washed Blue WBL, Sky SKY, Petrol PET, Forest FOR, Sage SAG, Olive OLV, Moss MOS, " +
  "Khaki KHA, Sand SND, Camel CAM, Tobacco TOB, Chocolate CHO, Rust RUS, Terracotta TER, " +
  "Brick BRI, Burgundy BUR, Plum PLU, Dusty Rose ROS, Blush BLU, Coral COR, Saffron SAF, " +
  "Butter BUT, Lilac LIL, Slate SLA, Stone STO"
)
  .split(", ")
  .map((pair) => ({ name: pair.slice(0, -4), code: pair.slice(-3) }));

export const TAGS: readonly string[] = (
  "new-in bestseller core limited-edition archive-sale repairable made-in-portugal " +
  "made-in-italy made-in-turkey plant-dyed undyed deadstock vegan plastic-free travel " +
  "office weekend outdoor summer winter transitional layering gift-idea capsule " +
  "unisex-fit petite tall machine-wash hand-wash wrinkle-free breathable " +
  "water-repellent lightweight heavyweight soft-touch recycled organic traceable " +
  "care-kit members-only"
).split(" ");

export const SEASONS = ["SS25", "AW25", "SS26", "AW26", "Core"] as const;
export const GENDERS = ["women", "men", "unisex"] as const;

export const CLAIMS = [
  "GOTS certified organic",
  "OEKO-TEX Standard 100",
  "GRS recycled content",
  "Fair Wear member factory",
  "Bluesign approved dyeing",
  "RWS responsible wool",
  "Carbon-neutral shipping",
  "Mulesing-free wool",
  "Leather Working Group Gold",
  "FSC certified viscose",
  "PFC-free finish",
  "European Flax certified",
] as const;

export const OPENINGS = [
  "Cut for an easy fit from",
  "Our quiet favourite, made of",
  "A modern take on a workwear classic in",
  "Made to be worn for years:",
  "Softened with a garment wash, in",
  "Woven to order and finished by hand in",
] as const;

export const CLOSINGS = [
  "Gets better with every wash.",
  "Wear it with everything, repair it when it needs you.",
  "Sizes run true; take one up for a looser fit.",
  "Free repairs for life in our workshop.",
  "The model is 178&nbsp;cm tall and wears size M.",
] as const;

export const CARE = [
  "Wash at 30&deg;C, inside out",
  "Hand wash cold, dry flat",
  "Brush off dirt, air after wearing",
  "Wash with like colours, line dry",
] as const;

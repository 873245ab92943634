/** What the demo brand makes: words, measures and cloth that belong together. */
export interface Garment {
  type: string;
  /** Two letters that begin its style numbers. */
  code: string;
  taxonomy: string;
  nouns: readonly string[];
  styles: readonly string[];
  /** Main and second fibre, in pairs that a mill would spin. */
  blends: readonly (readonly [string, string])[];
  details: readonly string[];
  sizes: readonly string[];
  /** Whole euros. */
  price: readonly [number, number];
  /** Grams. */
  weight: readonly [number, number];
  /** kg CO2e and litres for one piece, at the middle of the range. */
  footprint: readonly [number, number];
}

const LETTERS = ["XS", "S", "M", "L", "XL"] as const;
const WAISTS = ["W28", "W30", "W32", "W34", "W36"] as const;
const SHOES = ["EU 37", "EU 39", "EU 41", "EU 43", "EU 45"] as const;
const BELTS = ["80 cm", "90 cm", "100 cm", "110 cm", "120 cm"] as const;
const ONE = ["One size"] as const;

export const GARMENTS: readonly Garment[] = [
  {
    type: "T-Shirts",
    code: "TS",
    taxonomy: "Apparel & Accessories > Clothing > Clothing Tops > T-Shirts",
    nouns: ["Tee", "T-Shirt", "Pocket Tee", "Long-Sleeve Tee"],
    styles: ["Boxy", "Relaxed", "Heavyweight", "Everyday", "Ribbed"],
    blends: [
      ["Organic Cotton", "Elastane"],
      ["Organic Cotton", "Recycled Cotton"],
      ["Lyocell", "Organic Cotton"],
    ],
    details: [
      "a flat ribbed collar",
      "blind-stitched hems",
      "a single chest pocket",
      "side seams turned forward",
    ],
    sizes: LETTERS,
    price: [29, 59],
    weight: [150, 260],
    footprint: [3.1, 1900],
  },
  {
    type: "Shirts",
    code: "SH",
    taxonomy: "Apparel & Accessories > Clothing > Clothing Tops > Shirts",
    nouns: ["Shirt", "Overshirt", "Oxford Shirt", "Camp-Collar Shirt"],
    styles: ["Regular", "Relaxed", "Washed", "Slim", "Grandad"],
    blends: [
      ["Linen", "Organic Cotton"],
      ["Organic Cotton", "Lyocell"],
      ["Hemp", "Organic Cotton"],
    ],
    details: ["corozo buttons", "a curved hem", "a box pleat at the back", "double-stitched cuffs"],
    sizes: LETTERS,
    price: [79, 149],
    weight: [190, 420],
    footprint: [5.4, 2300],
  },
  {
    type: "Knitwear",
    code: "KN",
    taxonomy: "Apparel & Accessories > Clothing > Clothing Tops > Sweaters",
    nouns: ["Jumper", "Cardigan", "Rollneck", "Crewneck Sweater", "Knitted Vest"],
    styles: ["Chunky", "Fine-Gauge", "Cable-Knit", "Fisherman", "Seamless"],
    blends: [
      ["Merino Wool", "Recycled Polyamide"],
      ["Lambswool", "Recycled Wool"],
      ["Alpaca", "Merino Wool"],
    ],
    details: ["fully fashioned shoulders", "a double-layer rib", "linked seams", "a saddle shoulder"],
    sizes: LETTERS,
    price: [119, 229],
    weight: [320, 780],
    footprint: [14.2, 1400],
  },
  {
    type: "Trousers",
    code: "TR",
    taxonomy: "Apparel & Accessories > Clothing > Pants > Trousers",
    nouns: ["Trousers", "Chinos", "Pleated Trousers", "Drawstring Trousers"],
    styles: ["Tapered", "Wide-Leg", "Straight", "Cropped", "High-Waisted"],
    blends: [
      ["Organic Cotton", "Elastane"],
      ["Linen", "Viscose"],
      ["Virgin Wool", "Recycled Polyester"],
    ],
    details: ["a hidden coin pocket", "bar-tacked belt loops", "an adjustable waist", "taped inner seams"],
    sizes: WAISTS,
    price: [99, 189],
    weight: [340, 620],
    footprint: [8.8, 3100],
  },
  {
    type: "Jeans",
    code: "JE",
    taxonomy: "Apparel & Accessories > Clothing > Pants > Jeans",
    nouns: ["Jeans", "Carpenter Jeans", "Selvedge Jeans"],
    styles: ["Straight", "Loose", "Slim", "Rigid", "Rinsed"],
    blends: [
      ["Organic Cotton", "Recycled Cotton"],
      ["Organic Cotton", "Elastane"],
      ["Organic Cotton", "Hemp"],
    ],
    details: ["copper rivets", "a chain-stitched hem", "a button fly", "a selvedge coin pocket"],
    sizes: WAISTS,
    price: [119, 199],
    weight: [560, 860],
    footprint: [16.5, 3800],
  },
  {
    type: "Dresses",
    code: "DR",
    taxonomy: "Apparel & Accessories > Clothing > Dresses",
    nouns: ["Dress", "Midi Dress", "Shirt Dress", "Wrap Dress"],
    styles: ["Tiered", "Bias-Cut", "Belted", "Draped", "Sleeveless"],
    blends: [
      ["Viscose", "Linen"],
      ["Lyocell", "Silk"],
      ["Organic Cotton", "Linen"],
    ],
    details: ["a hidden side zip", "deep pockets", "a detachable belt", "covered buttons"],
    sizes: LETTERS,
    price: [129, 259],
    weight: [240, 560],
    footprint: [9.7, 2600],
  },
  {
    type: "Outerwear",
    code: "OU",
    taxonomy: "Apparel & Accessories > Clothing > Outerwear > Coats & Jackets",
    nouns: ["Jacket", "Parka", "Wool Coat", "Chore Jacket", "Quilted Liner"],
    styles: ["Waxed", "Insulated", "Double-Breasted", "Packable", "Boxy"],
    blends: [
      ["Recycled Polyester", "Organic Cotton"],
      ["Recycled Wool", "Recycled Polyamide"],
      ["Virgin Wool", "Cashmere"],
    ],
    details: ["a two-way zip", "storm cuffs", "a drop tail", "welded seams", "an inner passport pocket"],
    sizes: LETTERS,
    price: [189, 449],
    weight: [680, 1650],
    footprint: [22.4, 2900],
  },
  {
    type: "Footwear",
    code: "FO",
    taxonomy: "Apparel & Accessories > Shoes > Sneakers",
    nouns: ["Sneakers", "Loafers", "Chelsea Boots", "Clogs"],
    styles: ["Low", "Court", "Lightweight", "Crepe-Sole", "Unlined"],
    blends: [
      ["Leather", "Natural Rubber"],
      ["Recycled Polyester", "Natural Rubber"],
      ["Suede", "Cork"],
    ],
    details: ["a stitched cup sole", "a removable insole", "waxed laces", "a padded collar"],
    sizes: SHOES,
    price: [139, 279],
    weight: [620, 1180],
    footprint: [12.9, 4100],
  },
  {
    type: "Accessories",
    code: "AC",
    taxonomy: "Apparel & Accessories > Clothing Accessories",
    nouns: ["Scarf", "Beanie", "Tote Bag", "Bandana"],
    styles: ["Woven", "Brushed", "Everyday", "Oversized", "Fringed"],
    blends: [
      ["Lambswool", "Recycled Wool"],
      ["Organic Cotton", "Linen"],
      ["Recycled Cotton", "Organic Cotton"],
    ],
    details: ["hand-finished edges", "a woven label", "reinforced corners", "a turned-up brim"],
    sizes: ONE,
    price: [25, 99],
    weight: [60, 380],
    footprint: [2.2, 700],
  },
  {
    type: "Belts",
    code: "BE",
    taxonomy: "Apparel & Accessories > Clothing Accessories > Belts",
    nouns: ["Belt", "Woven Belt", "Dress Belt"],
    styles: ["Plain", "Braided", "Narrow", "Heavy"],
    blends: [
      ["Leather", "Brass"],
      ["Recycled Polyester", "Leather"],
      ["Hemp", "Organic Cotton"],
    ],
    details: ["a solid brass buckle", "bevelled edges", "a single keeper", "saddle stitching"],
    sizes: BELTS,
    price: [45, 95],
    weight: [120, 260],
    footprint: [3.6, 1200],
  },
];

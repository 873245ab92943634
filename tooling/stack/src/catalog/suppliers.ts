/** Invented suppliers in real textile towns: who made it, and where its thread and cloth came from. */
export interface Facility {
  facility: string;
  city: string;
  country: string;
}

/** "Como IT, Denizli TR" → towns with their countries. */
function towns(list: string): { city: string; country: string }[] {
  return list.split(", ").map((town) => ({ city: town.slice(0, -3), country: town.slice(-2) }));
}

const TOWNS = {
  spinning: towns(
    "Coimbatore IN, Biella IT, Kahramanmaraş TR, Guimarães PT, Bursa TR, Prato IT, Huddersfield GB, Łódź PL",
  ),
  weaving: towns(
    "Como IT, Denizli TR, Kortrijk BE, Vila Nova de Famalicão PT, Okayama JP, Erode IN, Borås SE, Valença PT",
  ),
  sewing: towns(
    "Barcelos PT, İzmir TR, Porto PT, Carpi IT, Kaunas LT, Tiruppur IN, Cluj-Napoca RO, Monastir TN",
  ),
};

const FIRMS = {
  spinning: ["Fiação Aurora", "Filatura Serra", "Ege İplik", "Nordgarn Spinning"],
  weaving: ["Tessitura Lario", "Tecelagem do Ave", "Anadolu Dokuma", "Weverij De Leie"],
  sewing: ["Confeções Minho", "Atelier Levante", "Baltic Sewing House", "Sartoria Adriatica"],
} as const;

export const STEPS = ["spinning", "weaving", "sewing"] as const;
export type Step = (typeof STEPS)[number];

/** Every firm has a works in each of its trade's towns: 32 facilities a step. */
function facilitiesOf(step: Step): Facility[] {
  return TOWNS[step].flatMap(({ city, country }) =>
    FIRMS[step].map((firm) => ({ facility: `${firm}, ${city}`, city, country })),
  );
}

export const FACILITIES: Readonly<Record<Step, readonly Facility[]>> = {
  spinning: facilitiesOf("spinning"),
  weaving: facilitiesOf("weaving"),
  sewing: facilitiesOf("sewing"),
};

export const MANUFACTURERS = TOWNS.sewing.flatMap(({ city }) =>
  ["Atlantic Apparel", "Union Garments", "Casa Têxtil", "Northloom"].map((firm) => `${firm} ${city}`),
);

export const VENDORS = ["Lund & Alder", "Alder Studio", "Lund Essentials"] as const;

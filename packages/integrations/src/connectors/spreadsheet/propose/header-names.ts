import type { ImportTarget } from "../targets.ts";

/**
 * What columns are called, in the languages in which brands keep their lists (English, German,
 * French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Polish), and in exports of shops. The
 * form is that of `plainHeader`: lower case, no accents, one space.
 */
const HEADER_NAMES: Partial<Record<ImportTarget, string>> = {
  "product.identifier":
    "identifier|handle|style|style number|style no|style nr|style code|style id|product id|product number|product no|product code|product identifier|article|article number|article no|article code|item number|item no|model number|model code|reference|ref|parent sku|group id|item group id|artikelnummer|artikel nr|artikelnr|art nr|modellnummer|modell|produktnummer|stilnummer|numero article|numero d article|reference produit|ref produit|code article|code produit|modele|codigo|codigo de producto|referencia|codigo articolo|codice articolo|codice prodotto|codice|riferimento|modello|artikelcode|productcode|modelnummer|referencia do produto|codigo do produto|artikkelinumero|varenummer|stylenummer|numer artykulu|indeks|kod produktu",
  "product.name":
    "name|title|product|product name|product title|item name|style name|article name|model name|produktname|produkt|produktbezeichnung|artikelname|artikelbezeichnung|bezeichnung|titel|nom|nom du produit|nom produit|titre|libelle|designation|nombre|nombre del producto|titulo|producto|nome|nome prodotto|nome articolo|prodotto|titolo|naam|productnaam|artikelnaam|nome do produto|produto|namn|produktnamn|benamning|navn|produktnavn|varenavn|nazwa|nazwa produktu",
  "product.description":
    "description|body html|body|product description|long description|details|beschreibung|produktbeschreibung|langtext|artikelbeschreibung|description du produit|descriptif|descripcion|descripcion del producto|descrizione|descrizione prodotto|beschrijving|omschrijving|productomschrijving|descricao|beskrivning|produktbeskrivning|beskrivelse|opis|opis produktu",
  "product.image":
    "image|image src|image url|image link|main image|picture|photo|primary image|bild|bild url|produktbild|image principale|imagen|url imagen|foto|immagine|url immagine|afbeelding|afbeelding url|imagem|bildlank|billede|zdjecie",
  "product.category":
    "category|product category|type|product type|product group|category path|kategorie|produktkategorie|warengruppe|produktgruppe|produkttyp|categorie|categorie de produit|type de produit|famille|categoria|tipo|tipo de producto|tipologia|productgroep|producttype|kategori|produktgrupp|produktkategori|varegruppe|kategoria",
  "product.season":
    "season|collection|saison|kollektion|temporada|coleccion|stagione|collezione|seizoen|collectie|estacao|colecao|sasong|saeson|sezon|kolekcja",
  "product.manufacturer":
    "manufacturer|vendor|supplier|producer|maker|hersteller|lieferant|produzent|fabricant|fournisseur|fabricante|proveedor|produttore|fornitore|fabbricante|fabrikant|leverancier|fornecedor|tillverkare|leverantor|producent|leverandor|dostawca",
  "product.gender":
    "gender|sex|google shopping gender|target group|department|geschlecht|zielgruppe|genre|sexe|genero|sexo|genere|sesso|geslacht|doelgroep|kon|koen|plec",
  "product.price":
    "price|retail price|variant price|unit price|rrp|msrp|list price|sales price|selling price|preis|verkaufspreis|uvp|vk|vk preis|prix|prix de vente|prix public|precio|pvp|precio de venta|prezzo|prezzo di vendita|prijs|verkoopprijs|adviesprijs|preco|pris|cena",
  "price.currency":
    "currency|currency code|price currency|wahrung|waehrung|devise|monnaie|moneda|valuta|moeda|waluta",
  "product.weight":
    "weight|variant grams|net weight|product weight|grams|gewicht|nettogewicht|poids|poids net|peso|peso neto|peso netto|vikt|vaegt|vaegt g|waga",
  "weight.unit":
    "weight unit|variant weight unit|unit of weight|gewichtseinheit|unite de poids|unidad de peso|unita di peso|gewichtseenheid",
  "product.webshopUrl":
    "url|link|product url|product link|webshop url|web address|website|webshop|produktlink|produkt url|lien|lien produit|url produit|enlace|url del producto|link prodotto|productlink|product pagina",
  "product.salesStatus": "status|sales status|product status|lifecycle|lifecycle status|statut|estado|stato",
  "product.gtin": "product gtin|product ean|style ean|artikel ean|gtin produit",
  "product.materials":
    "materials|material|composition|material composition|fabric|fabric composition|fibre composition|fiber composition|fabric content|materialzusammensetzung|zusammensetzung|materialien|stoff|composition matiere|matiere|matieres|composicion|materiales|composizione|materiale|materiali|tessuto|samenstelling|materiaal|stof|composicao|material zusammensetzung|sammansattning|materialsammansattning|sammensaetning|sklad|sklad materialowy",
  "product.journey":
    "journey|supply chain|production steps|lieferkette|chaine d approvisionnement|cadena de suministro|filiera|toeleveringsketen",
  "product.ecoClaims":
    "eco claims|claims|sustainability claims|certificates|certifications|zertifikate|zertifizierungen|certificats|certificaciones|certificazioni|certificaten|certifieringar|certyfikaty",
  "product.tags":
    "tags|tag|keywords|labels tags|schlagworte|schlagworter|stichworte|mots cles|etiquettes|etiquetas|palabras clave|parole chiave|etichette|trefwoorden|nyckelord|tagi",
  "product.carbon":
    "carbon|carbon footprint|co2|co2e|kg co2e|kg co2|carbon kg co2e|co2 footprint|co2 fussabdruck|co2 fussabdruck kg|empreinte carbone|huella de carbono|impronta di carbonio|impronta carbonica|co2 voetafdruk|klimatavtryck",
  "product.water":
    "water|water use|water footprint|water liters|water litres|water usage|wasserverbrauch|wasser|consommation d eau|consumo de agua|consumo d acqua|waterverbruik|vattenforbrukning",
  "variant.color":
    "color|colour|color name|colour name|farbe|farbname|farbbezeichnung|couleur|coloris|color nombre|colore|kleur|cor|farg|farve|vari|kolor|barva|szin",
  "variant.size":
    "size|size name|grosse|groesse|konfektionsgrosse|taille|pointure|talla|taglia|misura|maat|tamanho|storlek|storrelse|stoerrelse|koko|rozmiar|velikost|meret",
  "variant.sku":
    "sku|variant sku|item sku|variant number|variant code|stock keeping unit|variantennummer|sku nummer|sku code|ugs|codigo sku|codice sku|varianteid",
  "variant.barcode":
    "barcode|variant barcode|ean|ean13|ean 13|ean code|gtin|gtin13|upc|upc code|upc ean|strichcode|code barres|code barre|codigo de barras|codice a barre|codice ean|streepjescode|streckkod|stregkode|kod kreskowy|gtin ean",
  "record.updatedAt":
    "updated at|last updated|last modified|modified|modified at|last changed|change date|letzte anderung|geandert am|aktualisiert am|modifie le|date de modification|fecha de modificacion|data modifica|laatst gewijzigd|andrad",
  "option1.name": "option1 name|attribute 1 name|option 1 name",
  "option1.value": "option1 value|attribute 1 value|attribute 1 value s|option 1 value",
  "option2.name": "option2 name|attribute 2 name|option 2 name",
  "option2.value": "option2 value|attribute 2 value|attribute 2 value s|option 2 value",
  "option3.name": "option3 name|attribute 3 name|option 3 name",
  "option3.value": "option3 value|attribute 3 value|attribute 3 value s|option 3 value",
};

/** "Größe (EU)" → "grosse eu"; units and accents do not make another name. */
export function plainHeader(header: string): string {
  return header
    .replaceAll("ß", "ss")
    .replaceAll(/[øØ]/g, "o")
    .replaceAll(/[æÆ]/g, "ae")
    .replaceAll(/[łŁ]/g, "l")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const known = new Map<string, ImportTarget>();
for (const [target, names] of Object.entries(HEADER_NAMES) as [ImportTarget, string][]) {
  for (const name of names.split("|")) if (!known.has(name)) known.set(name, target);
}

/** The target that goes by a heading, and whether the whole heading says so or a part of it. */
export function targetOfHeader(header: string): { target: ImportTarget; exact: boolean } | null {
  const plain = plainHeader(header);
  const whole = known.get(plain);
  if (whole) return { target: whole, exact: true };
  const withoutUnits = plain.replace(
    / (eur|usd|gbp|sek|dkk|chf|pln|kg|g|gr|oz|lb|lbs|liters|litres|l|co2e|percent|incl vat|eu|uk|us)$/,
    "",
  );
  const bare = known.get(withoutUnits);
  if (bare) return { target: bare, exact: true };
  const words = withoutUnits.split(" ");
  for (const part of [words.slice(-2).join(" "), words.slice(0, 2).join(" "), words.at(-1) ?? ""]) {
    const found = part.length > 2 && part !== plain ? known.get(part) : undefined;
    if (found) return { target: found, exact: false };
  }
  return null;
}

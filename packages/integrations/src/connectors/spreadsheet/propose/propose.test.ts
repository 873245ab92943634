import { expect, it } from "vitest";
import { proposeMapping } from "./propose.ts";

const rowsOf = (...lines: string[]) => lines.map((line, at) => ({ row: at + 1, cells: line.split(";") }));
const targets = (...lines: string[]) =>
  proposeMapping(rowsOf(...lines)).mapping.columns.map(({ target }) => target);

const SEVEN = [
  "product.identifier",
  "product.name",
  "variant.color",
  "variant.size",
  "variant.barcode",
  "product.price",
  "product.materials",
];

it.each([
  ["English", "Style number;Name;Colour;Size;Barcode;Retail price;Composition"],
  ["German", "Artikelnummer;Bezeichnung;Farbe;Größe;EAN;Verkaufspreis;Zusammensetzung"],
  ["French", "Référence;Désignation;Couleur;Taille;Code-barres;Prix de vente;Composition matière"],
  ["Spanish", "Referencia;Nombre;Color;Talla;Código de barras;PVP;Composición"],
  ["Italian", "Codice articolo;Nome;Colore;Taglia;Codice a barre;Prezzo;Composizione"],
  ["Dutch", "Artikelcode;Productnaam;Kleur;Maat;Streepjescode;Prijs;Samenstelling"],
  ["Swedish", "Artikelnummer;Produktnamn;Färg;Storlek;Streckkod;Pris;Sammansättning"],
  ["Danish", "Varenummer;Produktnavn;Farve;Størrelse;Stregkode;Pris;Sammensætning"],
  ["Polish", "Numer artykułu;Nazwa;Kolor;Rozmiar;Kod kreskowy;Cena;Skład"],
])("headings in %s", (_, headings) => {
  expect(targets(headings, "A;Shirt;navy;M;4006381333931;10;100% Linen")).toEqual(SEVEN);
});

it("knows the words under which the app shows them", () => {
  expect(targets("Identifier;Name;Price", "x-1;Shirt;10")).toEqual([
    "product.identifier",
    "product.name",
    "product.price",
  ]);
});

it("looks at the values where headings say nothing", () => {
  const { evidence } = proposeMapping(
    rowsOf("Style;x1;x2;x3", "A;4006381333931;80% Wool, 20% Silk;M", "B;4012345678901;100% Linen;XL"),
  );
  expect(evidence.map(({ column, target }) => [column, target])).toEqual([
    [0, "product.identifier"],
    [1, "variant.barcode"],
    [2, "product.materials"],
    [3, "variant.size"],
  ]);
  expect(evidence[1]?.because).toContain("check digit");
});

it.each([
  ["19,99", "1.249,50", ","],
  ["19.99", "1,249.50", "."],
  ["1.000", "20", "."],
])("prices such as %s and %s are written with %j", (first, second, decimal) => {
  const { mapping } = proposeMapping(rowsOf("Style;Price", `A;${first}`, `B;${second}`));
  expect(mapping.decimal).toBe(decimal);
});

it("takes the currency and the unit from headings and values", () => {
  expect(proposeMapping(rowsOf("SKU;Price (SEK);Weight (g)", "A;10;5")).mapping).toMatchObject({
    currency: "SEK",
    weightUnit: "g",
  });
  expect(proposeMapping(rowsOf("SKU;Price", "A;€ 10")).mapping.currency).toBe("EUR");
});

it("says what is missing", () => {
  expect(proposeMapping(rowsOf("Colour;Price", "navy;10")).missing).toEqual([
    "product.identifier",
    "product.name",
    "price.currency",
  ]);
});

it("leaves a column alone that our own report has added", () => {
  expect(targets("Style;Name;Error", "A;Shirt;Price: wrong.")).toEqual([
    "product.identifier",
    "product.name",
    null,
  ]);
});

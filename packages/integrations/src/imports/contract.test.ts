import { type ProductSource, spreadsheetConnector } from "../connectors/spreadsheet/connector.ts";
import { readingOptions } from "../connectors/spreadsheet/mapping.ts";
import { describeConnector } from "../testing/contract/describe-connector.ts";
import { productSource } from "./product-source.ts";
import { importWorld } from "./testing/import-world.ts";

const world = importWorld();
let source: ProductSource | undefined;

/** The rows are there once the world is open. */
function opened(): ProductSource {
  if (!source) throw new Error("The file is imported before the first test.");
  return source;
}

const connector = spreadsheetConnector({
  products: (importId) => opened().products(importId),
  pages: (importId, request, signal) => opened().pages(importId, request, signal),
});

const HEADINGS =
  "Style;Name;Beschreibung;Bild;Kategorie;Saison;Hersteller;Gender;Preis;Währung;Gewicht;Link;Status;Zusammensetzung;Tags;CO2;Farbe;Größe;SKU;EAN;Option1 Name;Option1 Value;Updated at";
const ids = Array.from({ length: 17 }, (_, at) => `S-${at}`);
const rows = ids.flatMap((id, at) => [
  `${id};Hemd ${at};<p>Aus <b>Leinen</b></p>;https://cdn.test/${at}.jpg;Hemden;FS27;Atelier;Damen;1.019,90;EUR;0,35 kg;https://shop.test/${at};active;80% Leinen, 20% Baumwolle;neu, leicht;3,2;navy;S;${id}-S;4006381333931;Fit;Slim;31.12.2026`,
  `${id};;;;;;;;89,90;EUR;;;;;;;navy;M;${id}-M;;Fit;Slim;30.12.2026`,
]);

describeConnector(connector, async () => {
  const scope = await world.brand();
  const [navy] = await world.rows<{ id: string }>(
    "insert into brand_colors (brand_id, name) values ($1, 'Navy Blue') returning id",
    [scope.brandId],
  );
  await world.rows(
    `insert into value_mappings (brand_id, source_column, raw_value, target, target_id)
     values ($1, 'variant.color', 'navy', 'color', $2)`,
    [scope.brandId, navy?.id],
  );
  const job = await world.validated(scope, [HEADINGS, ...rows].join("\n"));
  source = productSource(world.deps.db, scope.brandId);
  return {
    config: { importId: job.id, reading: readingOptions.parse(job.mapping) },
    secrets: null,
    ids,
    stop: () => undefined,
  };
});

import { expect, it } from "vitest";
import { parseComposition } from "./composition.ts";

const brief = (value: string) => {
  const result = parseComposition(value);
  return Array.isArray(result)
    ? result.map(({ name, percentage, component }) => `${component}/${name}/${percentage}`)
    : result;
};

it.each([
  ["80% Cotton, 20% Polyester", ["main/Cotton/80.00", "main/Polyester/20.00"]],
  ["80% Cotton,20% Polyester", ["main/Cotton/80.00", "main/Polyester/20.00"]],
  ["Cotton 80 %, Polyester 20 %", ["main/Cotton/80.00", "main/Polyester/20.00"]],
  ["Cotton: 80%, Polyester: 20%", ["main/Cotton/80.00", "main/Polyester/20.00"]],
  ["80% wool 20% cashmere", ["main/wool/80.00", "main/cashmere/20.00"]],
  [
    "78% recycled wool 20 % Polyamide 6.6 2% Elastane",
    ["main/recycled wool/78.00", "main/Polyamide 6.6/20.00", "main/Elastane/2.00"],
  ],
  ["Wool 80% cashmere 20 %", ["main/Wool/80.00", "main/cashmere/20.00"]],
  ["Wool (80%) cashmere (20%)", ["main/Wool/80.00", "main/cashmere/20.00"]],
  [
    "Shell: 80% wool 20% cashmere; Lining: 100% Cupro",
    ["shell/wool/80.00", "shell/cashmere/20.00", "lining/Cupro/100.00"],
  ],
  ["Cotton (80%) / Polyester (20%)", ["main/Cotton/80.00", "main/Polyester/20.00"]],
  ["33,3% Wool, 66,7% Silk", ["main/Wool/33.30", "main/Silk/66.70"]],
  [
    "Shell: 60% Linen, 40% Cotton; Lining: 100% Viscose",
    ["shell/Linen/60.00", "shell/Cotton/40.00", "lining/Viscose/100.00"],
  ],
  [
    "Shell: 100% Organic cotton\nRib: 95% Cotton, 5% Elastane",
    ["shell/Organic cotton/100.00", "rib/Cotton/95.00", "rib/Elastane/5.00"],
  ],
  ["Cotton, Elastane", ["main/Cotton/null", "main/Elastane/null"]],
  [
    '[{"material":"Wool","percentage":"70"},{"Fibre":"Silk","Percent":30}]',
    ["main/Wool/70.00", "main/Silk/30.00"],
  ],
  ['{"Cotton":80,"Elastane":20}', ["main/Cotton/80.00", "main/Elastane/20.00"]],
  ["Cotton:80|Elastane:20", ["main/Cotton/80.00", "main/Elastane/20.00"]],
  ["Cotton=80; Elastane=20", ["main/Cotton/80.00", "main/Elastane/20.00"]],
  [
    "Shell: 60% Linen | 40% Cotton | Lining: 100% Viscose",
    ["shell/Linen/60.00", "shell/Cotton/40.00", "lining/Viscose/100.00"],
  ],
  ["Lining: 100% Viscose; 100% Cotton", ["lining/Viscose/100.00", "main/Cotton/100.00"]],
  ["80 % Baumwolle und 20 % Polyester", ["main/Baumwolle/80.00", "main/Polyester/20.00"]],
  ["80 Prozent Baumwolle, 20 Prozent Leinen", ["main/Baumwolle/80.00", "main/Leinen/20.00"]],
  ["80% de coton et 20% d’élasthanne", ["main/coton/80.00", "main/élasthanne/20.00"]],
  ["97% cotone e 3% elastan", ["main/cotone/97.00", "main/elastan/3.00"]],
  ["Algodón 95 % y 5 % elastano", ["main/Algodón/95.00", "main/elastano/5.00"]],
  ["綿 80％, ポリエステル 20％", ["main/綿/80.00", "main/ポリエステル/20.00"]],
  ["棉 ８０％、聚酯纤维 ２０％", ["main/棉/80.00", "main/聚酯纤维/20.00"]],
  ["قطن ٨٠٪، بوليستر ٢٠٪", ["main/قطن/80.00", "main/بوليستر/20.00"]],
  ["٩٧٫٥٪ قطن و٢٫٥٪ إيلاستين", ["main/قطن/97.50", "main/إيلاستين/2.50"]],
  ["80% хлопок и 20% лён", ["main/хлопок/80.00", "main/лён/20.00"]],
  ["80% bawełna oraz 20% poliester", ["main/bawełna/80.00", "main/poliester/20.00"]],
  ["Polyamide 6.6 92%, Elastane 8%", ["main/Polyamide 6.6/92.00", "main/Elastane/8.00"]],
  [
    '[{"Faser":"Wolle","Anteil":"70 %","Teil":"Oberstoff"},{"Faser":"Seide","Anteil":"30 %","Teil":"Oberstoff"}]',
    ["Oberstoff/Wolle/70.00", "Oberstoff/Seide/30.00"],
  ],
  ['[{"Matière":"Laine","Pourcentage":100}]', ["main/Laine/100.00"]],
  ['{"material":"Wool","percentage":100}', ["main/Wool/100.00"]],
  [
    '{"Shell":{"Cotton":95,"Elastane":5},"Lining":[{"name":"Cupro","percentage":100}]}',
    ["Shell/Cotton/95.00", "Shell/Elastane/5.00", "Lining/Cupro/100.00"],
  ],
  ['[{"component":"Body","materials":[{"name":"Linen","percentage":100}]}]', ["Body/Linen/100.00"]],
  [
    '["Shell: 60% Hemp, 40% Cotton","Lining: 100% Cupro"]',
    ["shell/Hemp/60.00", "shell/Cotton/40.00", "lining/Cupro/100.00"],
  ],
  ['["60% Hemp","40% Cotton"]', ["main/Hemp/60.00", "main/Cotton/40.00"]],
  ["[]", []],
])("%j", (value, expected) => {
  expect(brief(value)).toEqual(expected);
});

it("keeps country and recyclability", () => {
  expect(
    parseComposition('[{"name":"Wool","percentage":100,"country_of_origin":"NZ","recyclable":true}]'),
  ).toEqual([{ name: "Wool", percentage: "100.00", component: "main", country: "NZ", recyclable: true }]);
});

it.each(["80% Cotton, 10% Polyester", '[{"material":"Wool","percentage":70}]'])(
  "refuses the sum of %j",
  (value) => {
    expect(parseComposition(value)).toMatchObject({ code: "percentages_do_not_sum" });
  },
);

it.each([
  "80% 20%",
  "80% Cotton of which 20% recycled",
  "100% Baumwolle davon 20% recycelt",
  "Cotton 80% 20% Silk",
  "Cotton 80% recycled 20% Silk",
  "20% 80% Cotton",
  "Cotton:80:20",
  "80:20",
  "[1,2]",
  "12345",
  '["gid://shopify/Metaobject/1"]',
  "mostly 80% Cotton and 20",
])("does not guess at %j", (value) => {
  expect(parseComposition(value)).toMatchObject({ code: "invalid_value" });
});

it("is null where nothing is said", () => {
  expect(parseComposition(null)).toBeNull();
  expect(parseComposition("  ")).toBeNull();
});

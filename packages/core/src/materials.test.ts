import { describe, expect, it } from "vitest";
import { normaliseMaterials } from "./materials.ts";

const cotton = (percentage: unknown, component?: string) => ({ name: "Cotton", percentage, component });
const elastane = (percentage: unknown, component?: string) => ({ name: "Elastane", percentage, component });

describe("normaliseMaterials", () => {
  it("keeps percentages at two decimals and what else is known", () => {
    expect(
      normaliseMaterials([
        { name: " Cotton ", percentage: "80 %", country: "PT", recyclable: true },
        elastane(20),
      ]),
    ).toEqual([
      { name: "Cotton", percentage: "80.00", component: "main", country: "PT", recyclable: true },
      { name: "Elastane", percentage: "20.00", component: "main" },
    ]);
  });

  it.each([
    [[cotton(99.5), elastane(0.99)]],
    [[cotton("33.33"), { name: "Wool", percentage: "33.33" }, { name: "Silk", percentage: "33.33" }]],
    [[cotton(100, "shell"), cotton(100, "lining")]],
    [[cotton(60), elastane(null)]],
    [[cotton(undefined), elastane("")]],
    [[]],
  ])("accepts %j", (inputs) => {
    expect(normaliseMaterials(inputs)).toHaveLength(inputs.length);
  });

  it.each([
    [[cotton(80), elastane(10)]],
    [[cotton(60), elastane(40.51)]],
    [[cotton(99.49)]],
    [[cotton(80, "shell"), elastane(20, "lining")]],
    [[cotton(100), { name: "Wool", percentage: 1 }, elastane(null)]],
  ])("refuses the sum of %j", (inputs) => {
    expect(normaliseMaterials(inputs)).toMatchObject({ code: "percentages_do_not_sum" });
  });

  it.each([
    [[cotton(120)]],
    [[cotton(-5)]],
    [[cotton("most of it")]],
    [[cotton(50), { name: " COTTON", percentage: 50 }]],
  ])("refuses %j", (inputs) => {
    expect(normaliseMaterials(inputs)).toMatchObject({ code: "invalid_value" });
  });

  it("leaves out entries without a name and keeps unstated shares unknown", () => {
    expect(normaliseMaterials([cotton(null), { name: "" }])).toEqual([
      { name: "Cotton", percentage: null, component: "main" },
    ]);
  });
});

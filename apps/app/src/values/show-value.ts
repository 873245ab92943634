import { type FieldKey, fieldDefinition, isFieldKey } from "@v1/core";
import { formatCount, formatMoney } from "../format.ts";

/** The field's name as people know it; `$…` are what happens to a whole product. */
export function fieldLabel(key: string): string {
  const event = EVENTS[key];
  if (event) return event;
  return isFieldKey(key) ? fieldDefinition(key as FieldKey).label : key;
}

const EVENTS: Record<string, string> = {
  $created: "Created",
  $status: "Status",
  $tombstoned: "Gone at the source",
  $restored: "Restored",
  $linked: "Linked",
};

/** Any observed or stored value in a line of text; null where there is none. */
export function showValue(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(showValue).filter(Boolean).join(", ") || null;
  return showObject(value as Record<string, unknown>);
}

function showObject(value: Record<string, unknown>): string | null {
  if ("amount" in value) return formatMoney(showValue(value.amount), showValue(value.currency));
  if ("percentage" in value) return showMaterial(value);
  if ("unit" in value) return [showAmount(value.value), value.unit].filter(Boolean).join(" ");
  if ("stepType" in value) return [value.stepType, showValue(value.facility)].filter(Boolean).join(": ");
  if ("name" in value && "value" in value) return `${showValue(value.name)}: ${showValue(value.value)}`;
  if ("name" in value) return showValue(value.name);
  return JSON.stringify(value);
}

/** "1,250" of "1250.00"; what is no number stays as it is. */
function showAmount(value: unknown): string | null {
  const amount = Number(value ?? Number.NaN);
  return Number.isNaN(amount) ? showValue(value) : formatCount(amount);
}

function showMaterial({ percentage, name, component }: Record<string, unknown>): string {
  const share = percentage === null ? null : `${Number(percentage)} %`;
  const part = component && component !== "main" ? `(${component})` : null;
  return [share, name, part].filter(Boolean).join(" ");
}

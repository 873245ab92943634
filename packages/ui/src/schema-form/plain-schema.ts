import type { RJSFSchema, UiSchema } from "@rjsf/utils";

/** Marks objects that may be left out as a whole. */
const MAY_BE_NULL = "x-may-be-null";
/** What a property is where nobody says anything, of objects that may be left out: shown, not filled in. */
const UNSAID = "x-unsaid";
/** Names that the properties of an object may have, on what they hold. */
export const NAMES = "x-names";

type Node = RJSFSchema | boolean;

/**
 * The same schema as a form shows it: every property has a title, and "this or null" is just this, which
 * may be left empty. Data that fits it fits the given schema as well.
 */
export function plainSchema(schema: RJSFSchema): RJSFSchema {
  const { anyOf, oneOf, ...rest } = schema;
  const choice = orNull(anyOf ?? oneOf) ?? anyText(anyOf ?? oneOf);
  if (choice) return plainSchema(withNull({ ...choice, ...rest }));
  const plain: RJSFSchema = { ...rest };
  const type = rest.type ?? typeOf(anyOf ?? oneOf ?? [], rest.enum);
  if (type) plain.type = type;
  if (anyOf) plain.anyOf = anyOf.map((one) => nested(one));
  if (oneOf) plain.oneOf = oneOf.map((one) => nested(one));
  if (schema.properties) {
    plain.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, titled(name, property)]),
    );
  }
  if (isSchema(schema.items)) plain.items = plainSchema(schema.items);
  if (isSchema(schema.additionalProperties)) {
    plain.additionalProperties = { ...plainSchema(schema.additionalProperties), ...namesOf(schema) };
  }
  return plain;
}

/** What JSON Schema has no words for: empty text that means null, texts that are secrets, long texts. */
export function uiSchemaOf(schema: RJSFSchema, { secret }: { secret: boolean }): UiSchema {
  const ui: UiSchema = {};
  if (Array.isArray(schema.type) && schema.type.includes("null")) ui["ui:emptyValue"] = null;
  if (schema[UNSAID] !== undefined) ui["ui:placeholder"] = String(schema[UNSAID]);
  if (schema[MAY_BE_NULL]) ui["ui:enableOptionalDataFieldForType"] = ["object", "array"];
  const widget = widgetOf(schema, secret);
  if (widget) ui["ui:widget"] = widget;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (isSchema(property)) ui[name] = uiSchemaOf(property, { secret: secret && isSecret(name, property) });
  }
  if (isSchema(schema.items)) ui.items = uiSchemaOf(schema.items, { secret });
  return ui;
}

function widgetOf(schema: RJSFSchema, secret: boolean): string | null {
  if (isPickOfSeveral(schema)) return "checkboxes";
  if (!isText(schema)) return null;
  if (secret && !schema.enum) return "password";
  return (schema.maxLength ?? 0) > 500 ? "textarea" : null;
}

/** The same with the cursor in the first input: what has to be filled in stands before what need not. */
export function focusFirst(ui: UiSchema, { properties = {}, required = [] }: RJSFSchema): UiSchema {
  const names = Object.keys(properties);
  const first = names.find((name) => required.includes(name)) ?? names[0];
  return first ? { ...ui, [first]: { ...ui[first], "ui:autofocus": true } } : ui;
}

/** "accessToken" and "access_token" read "Access token", "apiVersion" reads "API version". */
export function humanName(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_.-]+/)
    .filter(Boolean)
    .map((word) => (SHORT.has(word.toLowerCase()) ? word.toUpperCase() : word.toLowerCase()));
  const text = words.join(" ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const SHORT = new Set([
  "api",
  "id",
  "url",
  "sku",
  "gtin",
  "xml",
  "json",
  "csv",
  "vat",
  "sftp",
  "ftp",
  "http",
]);

/** Of credentials, what may be read over somebody's shoulder. */
const OPEN = /^(user|username|user_?name|login|email|e_?mail|header|client_?id|account|realm|region|scope)$/i;

function isSecret(name: string, { format, writeOnly, enum: choices }: RJSFSchema): boolean {
  if (writeOnly || format === "password") return true;
  return !choices && !OPEN.test(name);
}

function isPickOfSeveral({ type, uniqueItems, items }: RJSFSchema): boolean {
  return type === "array" && uniqueItems === true && isSchema(items) && Boolean(items.enum ?? items.oneOf);
}

function isText({ type }: RJSFSchema): boolean {
  return type === "string" || (Array.isArray(type) && type.includes("string"));
}

function titled(name: string, property: Node): Node {
  if (!isSchema(property)) return property;
  const plain = plainSchema(property);
  return { ...plain, title: plain.title ?? humanName(name) };
}

function nested(one: Node): RJSFSchema {
  return isSchema(one) ? plainSchema(one) : {};
}

function isSchema(value: unknown): value is RJSFSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The one choice that there is besides null. */
function orNull(choices: readonly Node[] | undefined): RJSFSchema | null {
  if (choices?.length !== 2) return null;
  const others = choices.filter((one) => !(isSchema(one) && one.type === "null"));
  const [other] = others;
  return others.length === 1 && isSchema(other) && typeof other.type === "string" ? other : null;
}

/** What constants are of, where nothing says it: a form cannot show what has no type. */
function typeOf(choices: readonly Node[], values: readonly unknown[] = []): RJSFSchema["type"] {
  const constants = [...values, ...choices.map((one) => (isSchema(one) ? one.const : undefined))];
  const [first] = constants;
  if (!["string", "number", "boolean"].includes(typeof first)) return undefined;
  const alike = constants.every((one) => typeof one === typeof first);
  return alike ? (typeof first as "string" | "number" | "boolean") : undefined;
}

/** Words of some form, or certain ones, or null: to a person all of it is one line of text. */
function anyText(choices: readonly Node[] | undefined): RJSFSchema | null {
  const flat = (choices ?? []).flatMap((one) => (isSchema(one) ? (one.anyOf ?? one.oneOf ?? [one]) : [one]));
  const texts = flat.filter((one) => isSchema(one) && one.type === "string");
  const free = texts.some((one) => isSchema(one) && one.const === undefined && !one.enum);
  const rest = flat.filter((one) => !texts.includes(one));
  if (!free || !rest.every((one) => isSchema(one) && one.type === "null")) return null;
  return { type: "string" };
}

/** Objects and lists are left out where there are none; anything else may be null. */
function withNull(schema: RJSFSchema): RJSFSchema {
  const { default: initial, ...rest } = schema;
  const kept = initial === null || initial === undefined ? rest : { ...rest, default: initial };
  if (schema.type === "object" || schema.type === "array") {
    const bare = rest === kept ? withoutDefaults(kept) : kept;
    return { ...bare, type: [schema.type, "null"], [MAY_BE_NULL]: true };
  }
  return { ...kept, type: [schema.type as "string", "null"] };
}

/** RJSF makes the whole of an object out of one default within it, and then asks for the rest. */
function withoutDefaults({ properties, ...schema }: RJSFSchema): RJSFSchema {
  if (!properties) return schema;
  const within = Object.entries(properties).map(([name, property]): [string, Node] => {
    if (!isSchema(property)) return [name, property];
    const { default: unsaid, ...bare } = withoutDefaults(property);
    const told = ["string", "number"].includes(typeof unsaid) ? { [UNSAID]: unsaid } : {};
    return [name, { ...bare, ...told }];
  });
  return { ...schema, properties: Object.fromEntries(within) };
}

function namesOf({ propertyNames }: RJSFSchema): RJSFSchema {
  return isSchema(propertyNames) && propertyNames.enum ? { [NAMES]: propertyNames.enum } : {};
}

import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import {
  type CustomValidator,
  createErrorHandler,
  type ErrorTransformer,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorSchema,
  type UiSchema,
  unwrapErrorHandler,
  type ValidationData,
  type ValidatorType,
  validationDataMerge,
} from "@rjsf/utils";

/**
 * Checks data against JSON Schema without making code at run time, which a page's policy forbids. What
 * RJSF brings for that is made of `new Function`.
 */
export const validator: ValidatorType = { validateFormData, isValid, rawValidation };

function validateFormData(
  data: unknown,
  schema: RJSFSchema,
  customValidate?: CustomValidator,
  transformErrors?: ErrorTransformer,
  uiSchema?: UiSchema,
): ValidationData<unknown> {
  const found = dedupe(checked(schema, data).flatMap(toValidationError));
  const errors = transformErrors ? transformErrors(found, uiSchema) : found;
  const result: ValidationData<unknown> = { errors, errorSchema: toErrorSchema(errors) };
  if (!customValidate) return result;
  const more = customValidate(data, createErrorHandler(data), uiSchema, result.errorSchema);
  return validationDataMerge(result, unwrapErrorHandler(more));
}

function isValid(schema: RJSFSchema, data: unknown, root: RJSFSchema): boolean {
  try {
    // References of a part lead into the whole.
    const whole = { ...(schema as Schema), $defs: { ...root.$defs, ...schema.$defs } };
    return new Validator(whole, "2020-12", true).validate(present(data)).valid;
  } catch {
    return false;
  }
}

function rawValidation<Result>(schema: RJSFSchema, data?: unknown) {
  return { errors: checked(schema, data) as Result[] };
}

function checked(schema: RJSFSchema, data: unknown): OutputUnit[] {
  return new Validator(schema as Schema, "2020-12", false).validate(present(data)).errors;
}

/** As it would be sent: without what is undefined. */
function present(data: unknown): unknown {
  return data === undefined ? null : JSON.parse(JSON.stringify(data));
}

/** Said by whatever contains the fault; the fault itself is another one. */
const ABOUT_PARTS = new Set([
  "properties",
  "items",
  "allOf",
  "anyOf",
  "oneOf",
  "$ref",
  "additionalProperties",
  "propertyNames",
]);

function toValidationError(unit: OutputUnit): RJSFValidationError[] {
  const { keyword, instanceLocation, error } = unit;
  if (ABOUT_PARTS.has(keyword)) return [];
  const missing = keyword === "required" ? /property "(.+)"/.exec(error)?.[1] : undefined;
  const path = [...instanceLocation.split("/").slice(1).map(unescaped), ...(missing ? [missing] : [])];
  const property = path.map((part) => `.${part}`).join("");
  const message = words(unit);
  return [{ name: keyword, property, message, stack: message, params: {} }];
}

const WORDS: Record<string, string> = {
  required: "This is needed.",
  minLength: "This is too short.",
  maxLength: "This is too long.",
  minimum: "This is too small.",
  maximum: "This is too large.",
  exclusiveMinimum: "This is too small.",
  exclusiveMaximum: "This is too large.",
  type: "This is not of the right kind.",
  enum: "Choose one of the options.",
  minItems: "There are too few.",
  maxItems: "There are too many.",
  uniqueItems: "One of them is there twice.",
};

const FORMATS: Record<string, string> = {
  uri: "Write a whole address, such as https://example.com.",
  email: "Write an email address.",
  date: "Write a date, such as 2026-11-21.",
};

function words({ keyword, error }: OutputUnit): string {
  if (keyword === "format") {
    const format = /format "(.+?)"/.exec(error)?.[1] ?? "";
    return FORMATS[format] ?? "This does not have the right form.";
  }
  if (keyword === "pattern") return "This does not have the form that is described.";
  return WORDS[keyword] ?? error;
}

function unescaped(part: string): string {
  return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** One field, one sentence: what is missing need not be too short as well. */
function dedupe(errors: RJSFValidationError[]): RJSFValidationError[] {
  const first = new Map(errors.map((error) => [error.property, error] as const).reverse());
  return [...first.values()];
}

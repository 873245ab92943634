export { SchemaForm, type SchemaFormHandle } from "./schema-form.tsx";

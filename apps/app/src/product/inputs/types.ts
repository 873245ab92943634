/** What every input of a field gets: `id` and the rest tie it to its label and error. */
export interface InputProps<T> {
  value: T | null;
  onChange(value: T | null): void;
  label: string;
  input: { id: string; "aria-invalid"?: true; "aria-describedby"?: string };
}

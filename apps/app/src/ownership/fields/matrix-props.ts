import type { Outputs } from "../../api/types.ts";
import type { Column, OwnedField } from "./use-fields.ts";

export interface MatrixProps {
  fields: OwnedField[];
  columns: Column[];
  coverage: Outputs["integrations"]["owners"]["coverage"] | undefined | null;
  /** Open conflicts by "field connection". */
  conflicts: ReadonlyMap<string, number>;
  /** To whom: a connection's id, or people. */
  onOpen: (field: string, to: string | null) => void;
}

import { FieldEffects } from "../../imports/preview/field-effects.tsx";
import type { Preview } from "./preview.ts";

/** By field, what would be written, kept, in conflict or refused. */
export function PreviewFields({ fields }: { fields: NonNullable<Preview["report"]>["fields"] }) {
  return (
    <div className="px-4 pb-8 md:px-6">
      <FieldEffects fields={fields} />
    </div>
  );
}

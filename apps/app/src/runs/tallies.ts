export type Tallies = Record<string, number>;

/** Records that a run changed. */
export function changedRecords({ created = 0, updated = 0, archived = 0, restored = 0 }: Tallies): number {
  return created + updated + archived + restored;
}

export interface Share {
  key: "created" | "updated" | "unchanged" | "failed" | "aside";
  label: string;
  count: number;
}

/** What became of the records that were read: the parts of its bar. */
export function sharesOf(tallies: Tallies): Share[] {
  const { created = 0, updated = 0, unchanged = 0, failed = 0 } = tallies;
  const { unmatched = 0, ambiguous = 0, late = 0 } = tallies;
  return [
    { key: "created", label: "Created", count: created },
    { key: "updated", label: "Updated", count: updated },
    { key: "unchanged", label: "Unchanged", count: unchanged },
    { key: "aside", label: "Set aside", count: unmatched + ambiguous + late },
    { key: "failed", label: "Failed", count: failed },
  ];
}

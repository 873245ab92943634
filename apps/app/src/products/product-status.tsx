import { Status, type Tone } from "@v1/ui";

export type ProductStatusName = "published" | "unpublished" | "scheduled" | "archived";

export const STATUS_WORDS: Record<ProductStatusName, { tone: Tone; word: string }> = {
  published: { tone: "good", word: "Published" },
  unpublished: { tone: "waiting", word: "Unpublished" },
  scheduled: { tone: "waiting", word: "Scheduled" },
  archived: { tone: "paused", word: "Archived" },
};

export function ProductStatus({ status, className }: { status: ProductStatusName; className?: string }) {
  const { tone, word } = STATUS_WORDS[status];
  return (
    <Status tone={tone} className={className}>
      {word}
    </Status>
  );
}

/** A colour as it looks, where its hex is known. */
export function Swatch({ hex }: { hex: string | null | undefined }) {
  if (!hex || !/^#[0-9a-f]{3,8}$/i.test(hex)) return null;
  return (
    <span
      aria-hidden
      className="size-3 shrink-0 rounded-full outline -outline-offset-1 outline-ink/15"
      style={{ background: hex }}
    />
  );
}

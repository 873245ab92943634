import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@v1/stack/root";
import sharp from "sharp";

const PICTURES = join(root, "docs", "pictures");
/** Of the film: as wide as a README is shown. */
const WIDTH = 960;
const MOST_STILL_BYTES = 300 * 1024;

export interface Frame {
  png: Buffer;
  /** How long it is shown. */
  ms: number;
}

/** Keeps a screenshot in `docs/pictures`, with the few colours that it has. */
export async function writeStill(name: string, png: Buffer): Promise<void> {
  const small = await sharp(png).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
  if (small.length > MOST_STILL_BYTES) throw new Error(`${name}.png has ${small.length} bytes.`);
  write(`${name}.png`, small);
}

/** Keeps the frames as one animated picture. @returns its size in bytes */
export async function writeFilm(name: string, frames: readonly Frame[]): Promise<number> {
  const pictures = await Promise.all(
    frames.map(({ png }) => sharp(png).resize({ width: WIDTH, kernel: "lanczos3" }).png().toBuffer()),
  );
  const film = await sharp(pictures, { join: { animated: true } })
    .gif({ delay: frames.map(({ ms }) => ms), loop: 0, colours: 128, dither: 0, effort: 10 })
    .toBuffer();
  write(`${name}.gif`, film);
  return film.length;
}

function write(name: string, bytes: Buffer): void {
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, name), bytes);
}

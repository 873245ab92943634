import { cellTooLong, LIMITS, tooManyColumns, tooManyRows } from "../limits.ts";
import { checkedRow, type SheetRow } from "../sheet-row.ts";
import { dateText, numberText } from "./cell-text.ts";
import type { SharedStrings } from "./shared-strings.ts";
import type { Workbook } from "./workbook.ts";
import { walkXml, type XmlHandler } from "./xml.ts";

interface SheetContext {
  workbook: Workbook;
  strings: SharedStrings;
  decimal: "." | ",";
}

/** Rows of one sheet while it is unpacked. Of a formula the value counts that was saved with it. */
export async function* readSheet(
  bytes: AsyncIterable<Uint8Array>,
  context: SheetContext,
): AsyncGenerator<SheetRow> {
  const reader = new SheetReader(context);
  for await (const _ of walkXml(bytes, reader)) yield* reader.take();
}

class SheetReader implements XmlHandler {
  readonly #context: SheetContext;
  #rows: SheetRow[] = [];
  #row = 0;
  #cells: string[] = [];
  #column = -1;
  #type = "";
  #style = 0;
  #value = "";
  #reading = false;
  #phonetic = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "c") this.#openCell(attributes);
    else if (name === "v") this.#reading = true;
    else if (name === "t") this.#reading = !this.#phonetic;
    else if (name === "rPh") this.#phonetic = true;
    else if (name === "row") this.#openRow(attributes);
  }

  close(name: string): void {
    if (name === "c") this.#closeCell();
    else if (name === "v" || name === "t") this.#reading = false;
    else if (name === "rPh") this.#phonetic = false;
    else if (name === "row") this.#rows.push(checkedRow(this.#row, this.#cells));
  }

  text(piece: string): void {
    if (!this.#reading) return;
    this.#value += piece;
    if (this.#value.length > LIMITS.cell) throw cellTooLong(this.#row);
  }

  #openRow({ r }: Readonly<Record<string, string>>): void {
    const told = Number(r);
    this.#row = Number.isInteger(told) && told > this.#row ? told : this.#row + 1;
    if (this.#row > LIMITS.rows + 100_000) throw tooManyRows();
    this.#cells = [];
    this.#column = -1;
  }

  #openCell({ r, t = "n", s = "0" }: Readonly<Record<string, string>>): void {
    this.#column = r ? columnNumber(r) : this.#column + 1;
    this.#type = t;
    this.#style = Number(s);
    this.#value = "";
  }

  #closeCell(): void {
    const text = this.#shown();
    if (text === "") return;
    if (this.#column >= LIMITS.columns) throw tooManyColumns(this.#column + 1);
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = text;
  }

  #shown(): string {
    const { workbook, strings, decimal } = this.#context;
    const value = this.#value;
    if (value === "") return "";
    switch (this.#type) {
      case "s":
        return strings.get(Number(value));
      case "b":
        return value === "1" ? "true" : "false";
      case "n":
        return workbook.dateStyles.has(this.#style)
          ? dateText(value, workbook.is1904)
          : numberText(value, decimal);
      default:
        return value;
    }
  }
}

/** "AB12" → 27. */
function columnNumber(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

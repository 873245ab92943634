import { ZipFile } from "yazl";

/** A cell: text, a number, or what stands in its XML. */
export type Cell = string | number | null | { xml: string };

interface Parts {
  sheets: { name: string; xml: string }[];
  strings?: string[];
  more?: Record<string, string | Buffer>;
}

/** An Excel workbook from rows, with texts shared between cells, as Excel writes it. */
export function workbook(sheets: Record<string, Cell[][]>): Promise<Buffer> {
  const strings: string[] = [];
  const parts = Object.entries(sheets).map(([name, rows]) => ({ name, xml: sheetXml(rows, strings) }));
  return archiveOf({ sheets: parts, strings });
}

export function archiveOf({ sheets, strings = [], more = {} }: Parts): Promise<Buffer> {
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const relations = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const files: Record<string, string | Buffer> = {
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00 &quot;kg&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    ...Object.fromEntries(sheets.map(({ xml }, at) => [`xl/worksheets/sheet${at + 1}.xml`, xml])),
    ...more,
  };
  return zip(files);
}

export async function zip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const pieces: Buffer[] = [];
  for await (const piece of archive.outputStream) pieces.push(Buffer.from(piece as Buffer));
  return Buffer.concat(pieces);
}

function sheetXml(rows: Cell[][], strings: string[]): string {
  const body = rows.map((cells, at) => {
    const inner = cells.map((cell, column) => cellXml(cell, `${letter(column)}${at + 1}`, strings)).join("");
    return `<row r="${at + 1}">${inner}</row>`;
  });
  return `<worksheet><sheetData>${body.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, reference: string, strings: string[]): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.xml.replace("<c", `<c r="${reference}"`);
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
}

function letter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letter(Math.floor(column / 26) - 1) + letter(column % 26);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

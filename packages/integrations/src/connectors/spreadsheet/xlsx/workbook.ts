import { badFile } from "../limits.ts";
import { type Archive, notAWorkbook } from "./archive.ts";
import { isDateFormat } from "./cell-text.ts";
import { readXml } from "./xml.ts";

export interface Workbook {
  sheets: { name: string; part: string }[];
  is1904: boolean;
  /** Number of a cell's style → whether it shows a date. */
  dateStyles: ReadonlySet<number>;
}

const ROOT = "xl/";

/** A workbook's table of contents. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has(`${ROOT}workbook.xml`)) throw notAWorkbook();
  const targets = await readRelations(archive);
  const sheets: Workbook["sheets"] = [];
  let is1904 = false;
  await readXml(archive.read(`${ROOT}workbook.xml`), {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
      if (name !== "sheet") return;
      const part = targets.get(attributes["r:id"] ?? attributes.id ?? "");
      if (part && archive.has(part)) sheets.push({ name: attributes.name ?? "", part });
    },
  });
  if (sheets.length === 0) {
    throw badFile("The workbook has no sheet with rows.", "Put the products on a sheet and save it again.");
  }
  return { sheets, is1904, dateStyles: await readDateStyles(archive) };
}

async function readRelations(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readXml(archive.read(`${ROOT}_rels/workbook.xml.rels`), {
    open: (name, { Id, Target = "", Type = "" }) => {
      if (name !== "Relationship" || !Id || !Type.endsWith("/worksheet")) return;
      targets.set(Id, Target.startsWith("/") ? Target.slice(1) : ROOT + Target);
    },
  });
  return targets;
}

async function readDateStyles(archive: Archive): Promise<Set<number>> {
  const codes = new Map<number, string>();
  const dates = new Set<number>();
  let inCells = false;
  let style = 0;
  await readXml(archive.read(`${ROOT}styles.xml`), {
    open: (name, attributes) => {
      if (name === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (name === "cellXfs") inCells = true;
      if (name !== "xf" || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      if (isDateFormat(id, codes.get(id))) dates.add(style);
      style += 1;
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return dates;
}

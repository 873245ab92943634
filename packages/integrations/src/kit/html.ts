import { Parser } from "htmlparser2";

const NEW_LINE = new Set(["br", "li", "tr", "dt", "dd", "option"]);
const NEW_PARAGRAPH = new Set(
  "p div section article aside header footer main ul ol dl table h1 h2 h3 h4 h5 h6 blockquote pre figure hr form".split(
    " ",
  ),
);
const UNSEEN = new Set(["script", "style", "template", "noscript", "iframe", "svg", "head"]);

/**
 * HTML as a reader sees it, without its looks: paragraphs apart by an empty line, list items on
 * lines of their own, runs of white space as one space. Text without tags or entities comes back
 * trimmed and otherwise as it is.
 */
export function htmlToText(html: string): string {
  if (!html.includes("<") && !html.includes("&")) return html.trim();
  const page = new Page();
  const parser = new Parser({
    onopentagname: (name) => page.open(name),
    onclosetag: (name) => page.close(name),
    ontext: (text) => page.write(text),
  });
  parser.end(html);
  return page.text();
}

class Page {
  #text = "";
  #breaks = 0;
  #unseen = 0;

  open(name: string): void {
    if (UNSEEN.has(name)) this.#unseen += 1;
    this.#break(name);
  }

  close(name: string): void {
    if (UNSEEN.has(name) && this.#unseen > 0) this.#unseen -= 1;
    if (name !== "br" && name !== "hr") this.#break(name);
    if (name === "td" || name === "th") this.write(" ");
  }

  write(text: string): void {
    if (this.#unseen > 0) return;
    const words = text.replaceAll(/\s+/g, " ");
    if (words === " " && (this.#breaks > 0 || this.#text === "")) return;
    if (this.#breaks > 0 && this.#text !== "") {
      this.#text = `${this.#text.trimEnd()}${"\n".repeat(this.#breaks)}`;
    }
    const atStart = this.#text === "" || this.#breaks > 0 || this.#text.endsWith(" ");
    this.#text += atStart ? words.trimStart() : words;
    this.#breaks = 0;
  }

  text(): string {
    return this.#text.trim();
  }

  /** Breaks only count once text follows, so that nested blocks leave one gap. */
  #break(name: string): void {
    if (NEW_PARAGRAPH.has(name)) this.#breaks = 2;
    else if (NEW_LINE.has(name)) this.#breaks = Math.max(this.#breaks, 1);
  }
}

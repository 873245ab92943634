/** Case as people write it; letters of any script. */
export function withCase(text: string, to: "lower" | "upper" | "title" | "sentence"): string {
  const lower = text.toLocaleLowerCase("en");
  switch (to) {
    case "lower":
      return lower;
    case "upper":
      return text.toLocaleUpperCase("en");
    case "title":
      return lower.replaceAll(/(^|[\s\-/(])(\p{L})/gu, (_, before: string, letter: string) => {
        return before + letter.toLocaleUpperCase("en");
      });
    case "sentence":
      return lower.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase("en"));
  }
}

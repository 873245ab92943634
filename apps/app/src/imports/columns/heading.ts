/** Where a file's headings are, where a person says so. */
export interface Heading {
  sheet?: string;
  headerRow?: number;
}

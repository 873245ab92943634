/** The columns of head, rows and skeleton alike. On a narrow screen a row has two lines instead. */
export const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 md:grid-cols-[minmax(0,1fr)_minmax(0,13rem)_5rem_7rem_7rem] md:px-6";

/** Pixels; rows are alike, so that a list of any length knows its height. */
export const ROW_HEIGHT = 49;

/** The columns of head, rows and skeleton alike. On a narrow screen a row has two lines instead. */
export const COLUMNS =
  "grid grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 md:grid-cols-[1rem_minmax(0,1fr)_7rem_5rem_6rem_6.5rem] lg:grid-cols-[1rem_minmax(0,1fr)_minmax(0,11rem)_7rem_4.5rem_6rem_6.5rem] md:gap-x-4 md:px-6";

/** Pixels; rows are alike, so that a list of any length knows its height. */
export const ROW_HEIGHT = 49;

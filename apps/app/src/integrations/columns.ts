/** The columns of head, rows and skeleton alike. */
export const ROW_COLUMNS =
  "grid items-center gap-x-4 px-4 md:px-6 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,1fr)_9.5rem_6.5rem_6.5rem_5rem] lg:grid-cols-[minmax(0,1fr)_9.5rem_6.5rem_6.5rem_5rem_8rem]";

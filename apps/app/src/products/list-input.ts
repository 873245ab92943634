/** Rows of one page of the list. */
export const LIST_PAGE = { limit: 50 };

/** What the list is asked for where the address says nothing of it. */
export const UNNARROWED = { search: null, sort: "newest" as const, filters: {} };

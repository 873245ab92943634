/** Among so many, one is no preview. */
export const LAST_RUNS = { limit: 10 };

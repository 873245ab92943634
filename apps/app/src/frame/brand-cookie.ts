/** Names, to whoever draws a page, the brand that the browser works for. */
export const BRAND_COOKIE = "v1.brand";

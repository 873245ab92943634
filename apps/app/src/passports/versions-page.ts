/** As many versions as a product's page shows at first. */
export const VERSIONS_PAGE = { limit: 5 };

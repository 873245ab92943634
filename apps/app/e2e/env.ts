/** What every process that the tests start needs of this one's environment, and no more. */
export function inherited(): NodeJS.ProcessEnv {
  const { PATH = "", HOME = "", BUN_OPTIONS = "" } = process.env;
  return { PATH, HOME, BUN_OPTIONS, NODE_ENV: "production" };
}

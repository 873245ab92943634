/** What every process that the tests start needs of this one's environment, and no more. */
export function inherited(): NodeJS.ProcessEnv {
  const { PATH = "", HOME = "" } = process.env;
  return { PATH, HOME, NODE_ENV: "production" };
}

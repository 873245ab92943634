/** Field errors of one of the two forms; those that name neither belong to the settings. */
export function within(form: "config" | "secrets", fields: Record<string, string> | undefined) {
  if (!fields) return undefined;
  const own = Object.entries(fields).flatMap(([path, message]) => {
    const [first = "", ...rest] = path.split(".");
    if (first === form) return [[rest.join("."), message]];
    const stray = first !== "config" && first !== "secrets" && form === "config";
    return stray ? [[path, message]] : [];
  });
  return Object.fromEntries(own) as Record<string, string>;
}

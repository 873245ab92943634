import { compileExpression } from "../expression.ts";
import { GREEDY } from "./hostile-expressions.ts";

/** Evaluates all of them, one after the other; writes the names of those that were not refused. */
const record = { title: "Coat", fabrics: [{ name: "Wool", share: 80 }] };
const passed: string[] = [];
for (const [name, text] of Object.entries(GREEDY)) {
  await compileExpression(text)(record).then(
    () => passed.push(name),
    () => undefined,
  );
}
process.stdout.write(JSON.stringify(passed));

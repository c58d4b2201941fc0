// A reporter of Node's test runner that names what failed: a line for each, its file, a tab, and a pattern of its name.
//
// A file that failed as a whole has the pattern of every name. The last line is `end`, once all tests have run.

import { relative } from "node:path";

export default async function* failed(events) {
  for await (const { type, data } of events) {
    if (type !== "test:fail") continue;
    const file = data.file ?? data.name;
    const whole = file.endsWith(data.name);
    const literal = data.name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    yield `${relative(process.cwd(), file)}\t${whole ? "." : `^${literal}$`}\n`;
  }
  yield "end\n";
}

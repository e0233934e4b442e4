// The packed package in other runtimes than Node.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { before, test } from "node:test";
import { frameworks, install, isAll, key, project } from "./support.mjs";

const skip = !isAll;
before(() => isAll && install(frameworks));

const SCRIPT = `import { lint, render } from "leaklint";
const bytes = new TextEncoder().encode(\`fetch("/", { apiKey: "\${process.env.KEY}" })\`);
const report = await lint([{ name: "a.js", bytes }]);
const { runs } = JSON.parse(await render(report, "sarif"));
console.log(report.findings[0].rule, runs[0].results.length);
`;

const RUNTIMES = {
  bun: ["run", "lint.mjs"],
  deno: ["run", "--allow-read", "--allow-env", "lint.mjs"],
};

for (const [runtime, args] of Object.entries(RUNTIMES)) {
  test(`${runtime}: the API lints and renders`, { skip }, () => {
    const cwd = project(`runtime-${runtime}`, { "lint.mjs": SCRIPT }, frameworks);
    const program = join(frameworks, "node_modules/.bin", runtime);
    const printed = execFileSync(program, args, {
      cwd,
      encoding: "utf8",
      env: { ...process.env, KEY: key() },
    });
    assert.equal(printed, "callpaymin/api-key 1\n");
  });
}

// `leaklint init`: settings to begin with, fit for the framework that the project is of.

import { statSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { appendLines } from "../node/files.js";
import { sentence } from "../node/job.js";
import { CONFIG } from "../settings/config.js";
import { Problem } from "../settings/problem.js";
import { type EnvFile, envFiles } from "./env-files.js";
import { type Framework, ofProject, settingsFile } from "./framework.js";
import { excludes } from "./gitignore.js";
import { texts } from "./texts.js";

/** What keeps environment files out of the repository. */
const LINES = [".env", ".env.*", "!.env.example"];

/** Files that frameworks read, and people make sooner or later. */
const USUAL = [".env", ".env.local", ".env.production"];

/** Of many files, so many are named. */
const NAMED = 8;

/** Writes `leaklint.toml`, and tells what comes next. With `isAgreed` nobody is asked. */
export async function init(root: string, isAgreed: boolean): Promise<void> {
  const path = inside(root, CONFIG);
  const seen = ofProject(root);
  const files = envFiles(root).filter(({ isExample }) => !isExample);
  const isNew = written(path, settings(seen?.framework, files));
  const found = seen ? `${seen.framework.name}: ${seen.by}` : "no framework that leaklint knows";
  say(`${visible(found)}\n${path} ${isNew ? "is written" : "is there already, and left alone"}`);
  await ignore(root, files, isAgreed);
  next(root, seen?.framework);
}

/** A file of the folder, as people would type it. */
function inside(root: string, name: string): string {
  if (root === "." || root === "") return name;
  return root.endsWith("/") ? root + name : `${root}/${name}`;
}

/** Writes a new file; gives whether it was not there. */
function written(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (reason) {
    const isThere = (reason as NodeJS.ErrnoException).code === "EEXIST";
    if (isThere && statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    throw new Problem(`\`${path}\` cannot be written: ${sentence(reason)}`);
  }
}

/** The file for a project. */
function settings(framework: Framework | undefined, files: EnvFile[]): string {
  const about = framework
    ? `#\n# This is a project of ${framework.name}. Its build is in ${framework.output}, and has ${framework.public} in it:\n# whoever opens the page can read them.\n`
    : "";
  const names = files.map(({ path }) => JSON.stringify(path)).join(", ");
  return texts()
    .template.replace("{keys}", () => keys(files))
    .replace("{framework}", () => about)
    .replace("{files}", () => names || '".env"');
}

/** The keys that the project's files have, by name. */
function keys(files: EnvFile[]): string {
  const found = [...new Set(files.flatMap(({ keys }) => keys))].sort();
  const names = found.length ? found : ["STRIPE_SECRET_KEY"];
  const owner = `# owner = "the payments team"\n# environments = ["production"]\n# rotate-days = 90\n`;
  const lines = names.map(
    (name, at) =>
      `# [keys.${name}]\n# scopes = ["charges:read"]\n# monitored = "Ada, every Monday, in the provider's log"\n${at ? "" : owner}`,
  );
  return lines.join("");
}

/** Adds the lines that `.gitignore` lacks, when that is agreed to, or else names them. */
async function ignore(root: string, files: EnvFile[], isAgreed: boolean): Promise<void> {
  const paths = new Set([...USUAL, ...files.map(({ path }) => path)]);
  const open = [...paths].filter((path) => !excludes(root, path)).sort();
  if (!open.length) return;
  const path = inside(root, ".gitignore");
  const lines = LINES.join("`, `");
  const more = open.length > NAMED ? ` and ${open.length - NAMED} more` : "";
  say(`${path} does not exclude ${visible(open.slice(0, NAMED).join(", ") + more)}`);
  if (isAgreed || (await agrees(`Add the lines \`${lines}\`? [y/N] `))) {
    append(path);
    say(`${path} has the lines \`${lines}\` now`);
  } else {
    say(`  add the lines \`${lines}\`, or let \`leaklint init --yes\` do it`);
  }
}

/** Asks on a terminal; elsewhere nobody agrees. */
async function agrees(question: string): Promise<boolean> {
  const { stdin: input, stdout: output } = process;
  if (!(input.isTTY && output.isTTY)) return false;
  const lines = createInterface({ input, output });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const answer = await Promise.race([lines.question(question), closed]);
  lines.close();
  return ["y", "Y", "yes"].includes(answer.trim());
}

/** Adds the lines behind what a file has: what comes last decides. */
function append(path: string): void {
  try {
    appendLines(path, `${LINES.join("\n")}\n`);
  } catch (reason) {
    throw new Problem(`\`${path}\` cannot be written: ${sentence(reason)}`);
  }
}

/** How the plugin comes into the build, and what to run now. */
function next(root: string, framework: Framework | undefined): void {
  const output = framework?.output.split(" ").pop() ?? "dist";
  if (framework?.plugin) {
    const { file, lines } = framework.plugin;
    say(`
To lint every build, \`npm install --save-dev leaklint\`, and in ${settingsFile(root, file)}:
${lines.map((line) => `  ${line}`).join("\n")}`);
  } else {
    say(`
To lint every build, add to the scripts of package.json:
  "postbuild": "leaklint ${output}"`);
  }
  say(`
Now: after a build, \`leaklint ${output}\` lints it.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** With everything that steers a terminal spelled out: whoever wrote the files chose the names. */
function visible(text: string): string {
  const steering = /[\p{Cc}\u{200B}-\u{200F}\u{2028}-\u{202E}\u{2066}-\u{2069}\u{FEFF}]/gu;
  const short: Record<string, string> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };
  return text.replace(
    steering,
    (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

// What was found of what was planted, by class.

/** The least share of each class that must be found. */
const LEAST = {
  verbatim: 1,
  foldable: 0.98,
  encoded: 0.95,
  "obfuscated low": 0.6,
  "obfuscated medium": 0.6,
  "obfuscated high": 0.6,
  "map only": 1,
  environment: 1,
  files: 1,
  payloads: 1,
  "original line": 0.98,
};

/** Adds up the reports of many builds. */
export class Score {
  classes = new Map(Object.keys(LEAST).map((name) => [name, { found: 0, of: 0, missed: [] }]));
  alarms = [];

  /** Counts `plants` in the report of `build`; `as` replaces their class. */
  count(build, report, plants, as) {
    for (const plant of plants) {
      const finding = report.findings.find(({ value }) => isOf(value, plant));
      this.#add(as ?? plant.class, Boolean(finding), `${build}: ${plant.name}`);
    }
  }

  /** Counts whether findings name the line in which their key was planted. */
  lines(build, report, plants) {
    for (const plant of plants) {
      const finding = report.findings.find(({ value }) => isOf(value, plant));
      if (!finding || plant.elsewhere || !plant.lines.length) continue;
      const { path = "", line = 0 } = finding.original ?? {};
      const isRight = path.endsWith(plant.file) && plant.lines.includes(line);
      const said = finding.original ? `${path}:${line}` : "none";
      this.#add("original line", isRight, `${build}: ${plant.name} is at ${plant.lines}, not ${said}`);
    }
  }

  /** Every error that is no plant is a false alarm. */
  decoys(build, report, planted) {
    for (const finding of report.findings) {
      // A planted `.env` file, and whole environments, are what they are.
      const isAboutFile = finding.rule.startsWith("env/") || finding.rule.startsWith("exposure/");
      if (finding.severity !== "error" || isAboutFile) continue;
      if (planted.some((plant) => isOf(finding.value, plant))) continue;
      const { path, line, column } = finding.location;
      this.alarms.push(`${build}: ${finding.rule} ${finding.redacted} at ${path}:${line}:${column}`);
    }
  }

  #add(name, isFound, what) {
    const entry = this.classes.get(name);
    if (!entry) throw new Error(`there is no class ${name}`);
    entry.of += 1;
    if (isFound) entry.found += 1;
    else entry.missed.push(what);
  }

  /** Prints the table and what was missed; gives whether all is as it must be. */
  print(isVerbose) {
    let isGood = this.alarms.length === 0;
    for (const [name, { found, of, missed }] of this.classes) {
      const least = LEAST[name];
      const share = of ? found / of : 1;
      const verdict = share >= least ? "ok" : "TOO FEW";
      isGood &&= share >= least;
      const figures = `${found}/${of}`.padStart(9);
      console.log(
        `${name.padEnd(18)} ${figures} ${percent(share)} (at least ${percent(least)})  ${of ? verdict : "not built"}`,
      );
      for (const what of isVerbose || share < least ? missed : []) console.log(`    missed ${what}`);
    }
    console.log(`${"false errors".padEnd(18)} ${String(this.alarms.length).padStart(9)}`);
    for (const alarm of this.alarms) console.log(`    ${alarm}`);
    return isGood;
  }
}

const percent = (share) => `${(share * 100).toFixed(1).padStart(5)} %`;

/** A finding's value is the plant's, or holds it (a connection string, `Bearer …`). */
function isOf(value, plant) {
  return value === plant.value || Boolean(value?.includes(plant.value));
}

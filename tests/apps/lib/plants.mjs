// Templates: `{{name}}` in a source becomes a key drawn for this run.
//
//   {{name}}                a token of some provider's; the same name in a file is the same token
//   {{name:random}}         a random value that only its name gives away
//   {{name 0..9}}           a piece of it
//   {{name | base64 | 0..9}}  what filters make of it, see filters.mjs
//   {{name@}}               nothing: it is put together or used here, so this line is as right
//   {{file.name 9..}}       one that another file plants
//   {{?hex40}} {{?uuid}} {{*publishable}} {{+a+b}}   decoys: no plant

import { execFileSync } from "node:child_process";
import { FILTERS } from "./filters.mjs";
import { generator, text, uuid } from "./random.mjs";

const RANDOM_LENGTH = 32;

/** Draws keys and remembers where each was planted. */
export class Planter {
  constructor(seed) {
    this.next = generator(seed);
    const printed = execFileSync("cargo", ["xtask", "samples", "--seed", String(seed)], {
      maxBuffer: 1 << 26,
    });
    const { secret, publishable } = JSON.parse(printed);
    this.pool = shuffled(Object.values(secret).flat(), this.next);
    this.publishable = Object.values(publishable).map(([token]) => token);
    /** @type {Map<string, {value: string, class: string, name: string, file: string, lines: number[]}>} */
    this.plants = new Map();
  }

  /** The text of a template. `kind` is the class of what it plants. */
  fill(template, kind, file) {
    return template
      .split("\n")
      .map((line, index) =>
        line.replace(/\{\{(.+?)\}\}/g, (_, inside) => this.#value(inside, kind, file, index + 1)),
      )
      .join("\n");
  }

  #value(inside, kind, file, line) {
    if ("?*+".includes(inside[0])) return this.#decoy(inside);
    if (inside.endsWith("@")) {
      this.#plant(inside.slice(0, -1), undefined, kind, file).lines.push(line);
      return "";
    }
    const [head, ...filters] = inside.split("|").map((part) => part.trim());
    const form = head.match(/^([^:]+?)(?::(\w+))?(?: (\d+\.\.\d*))?$/);
    if (!form) throw new Error(`${file}:${line}: \`${inside}\` is no placeholder`);
    const [, name, rule, slice] = form;
    const plant = this.#plant(name, rule, kind, file);
    if (plant.file === file) plant.lines.push(line);
    return [slice, ...filters].reduce(apply, plant.value);
  }

  #plant(name, rule, kind, file) {
    const [, other, rest] = name.match(/^(\w+)\.(.+)$/) ?? [];
    const id = other ? `${other}/${rest}` : `${stem(file)}/${name}`;
    if (!this.plants.has(id)) {
      const value = rule === "random" ? text(this.next, "alphanumeric", RANDOM_LENGTH) : this.pool.pop();
      if (!value) throw new Error("the samples are used up: draw more");
      this.plants.set(id, { value, class: kind, name: id, file, lines: [] });
    }
    const plant = this.plants.get(id);
    // A piece in another file: its own line is as right.
    if (other) plant.elsewhere = true;
    return plant;
  }

  #decoy(inside) {
    const [, kind, count] = inside.match(/^.([a-z]+(?:64)?(?:url)?) ?(\d*)$/) ?? [];
    if (inside[0] === "*") return this.publishable.join('", "');
    if (inside[0] === "+") return inside.split("+").join("");
    if (kind === "uuid") return uuid(this.next);
    const [, set, glued] = count ? [null, kind, count] : inside.match(/^\?([a-z]+)(\d+)$/);
    return text(this.next, set, Number(glued));
  }
}

/** `0..9`, or a filter with its argument. */
function apply(value, step) {
  if (!step) return value;
  const range = step.match(/^(\d+)\.\.(\d*)$/);
  if (range) return value.slice(Number(range[1]), range[2] ? Number(range[2]) : undefined);
  const [name, argument] = step.split(" ");
  if (!FILTERS[name]) throw new Error(`there is no filter ${name}`);
  return FILTERS[name](value, argument);
}

const stem = (file) => file.replace(/^.*\//, "").replace(/\.\w+$/, "");

function shuffled(list, next) {
  for (let left = list.length; left > 1; left -= 1) {
    const other = next() % left;
    [list[left - 1], list[other]] = [list[other], list[left - 1]];
  }
  return list;
}

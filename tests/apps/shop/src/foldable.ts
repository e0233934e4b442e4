import { sink } from "./sink.js";
import { half, parts } from "./parts.js";

const first = "{{variables 0..9}}";
const second = "{{variables 9..}}";

enum Piece {
  Left = "{{enum 0..12}}",
  Right = "{{enum 12..}}",
}

const members = { left: "{{members 0..10}}", inner: { right: "{{members 10..}}" } };
const list = ["{{indexed 5..}}", "{{indexed 0..5}}"];

function glue(left: string, right: string): string {
  return left + right;{{pure function@}}
}

const arrow = (middle: string) => `{{arrow 0..6}}${middle}{{arrow 11..}}`;

function withDefault(left = "{{default parameter 0..7}}", right = "{{default parameter 7..}}") {
  return left + right;{{default parameter@}}
}

function reader() {
  const start = "{{functions 0..8}}";
  const tail = "{{functions 8..}}";
  return () => sink(start + tail);{{functions@}}
}

export function foldable(): void {
  const order = location.hash;
  sink("{{concat 0..10}}" + "{{concat 10..}}");
  sink("{{three 0..5}}" + "{{three 5..11}}" + "{{three 11..}}");
  sink(order + ("{{after unknown 0..8}}" + "{{after unknown 8..}}"));
  sink(first + second);{{variables@}}
  sink(["{{join 0..6}}", "{{join 6..12}}", "{{join 12..}}"].join(""));
  sink(["{{join separator 0..4}}", "{{join separator 5..}}"].join("{{join separator 4..5}}"));
  sink("{{concat call 0..9}}".concat("{{concat call 9..14}}", "{{concat call 14..}}"));
  sink("{{concat array 0..9}}".concat(...["{{concat array 9..}}"]));
  sink(`{{template 0..7}}${"{{template 7..}}"}`);
  sink("xx{{slice}}yy".slice(2, -2));
  sink("abc{{substring}}".substring(3));
  sink("ab{{substr}}c".substr(2, {{substr | length}}));
  sink("{{replace 0..6}}#{{replace 6..}}".replace("#", ""));
  sink("{{replace all 0..3}}~{{replace all 3..8}}~{{replace all 8..}}".replaceAll("~", ""));
  sink("{{split 0..4}}~{{split 4..9}}~{{split 9..}}".split("~").join(""));
  sink("{{reverse | reverse}}".split("").reverse().join(""));
  sink([..."{{spread reverse | reverse}}"].reverse().join(""));
  sink(String.fromCharCode({{char codes | codes}}));
  sink(String.fromCharCode(...[{{spread codes | codes}}]));
  sink(String.fromCharCode.apply(null, [{{apply codes | codes}}]));
  sink([{{mapped codes | codes}}].map((code) => String.fromCharCode(code)).join(""));
  sink(String.fromCodePoint({{code points | codes}}));
  sink([...["{{array spread 0..8}}"], ...["{{array spread 8..}}"]].join(""));
  sink(members.left + members.inner.right);{{members@}}
  sink(list[1] + list[0]);{{indexed@}}
  sink(Piece.Left + Piece.Right);{{enum@}}
  sink(withDefault());{{default parameter@}}
  sink(glue("{{pure function 0..12}}", "{{pure function 12..}}"));
  sink(arrow("{{arrow 6..11}}"));
  sink((() => "{{iife 0..9}}" + "{{iife 9..}}")());
  sink((function (left, right) { return left + right; })("{{iife arguments 0..9}}", "{{iife arguments 9..}}"));
  sink("{{imported 0..9}}" + half);
  sink(parts.first + parts.second + parts.third);
  const { left, right } = { left: "{{destructured 0..6}}", right: "{{destructured 6..}}" };
  sink(left + right);{{destructured@}}
  const [head, tail] = ["{{destructured array 0..6}}", "{{destructured array 6..}}"];
  sink(head + tail);{{destructured array@}}
  let built = "{{appended 0..6}}";
  built += "{{appended 6..13}}";
  built += "{{appended 13..}}";
  sink(built);{{appended@}}
  sink((true ? "{{conditional 0..6}}" : "other") + "{{conditional 6..}}");
  sink("  {{trim 0..9}}".trim() + "{{trim 9..}}  ".trim());
  sink("{{upper | upper}}".toLowerCase() + "{{upper | lost}}");
  sink(String.raw`{{raw 0..10}}` + "{{raw 10..}}");
  sink(["{{reduce 0..6}}", "{{reduce 6..}}"].reduce((sum, part) => sum + part, ""));
  fetch("/pay", { headers: { Authorization: "Bearer " + "{{header 0..10}}" + "{{header 10..}}" } });
  reader()();
}

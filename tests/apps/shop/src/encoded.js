import { sink } from "./sink.js";

const stored = "{{stored | base64}}";
const mask = 42;

function decode(text) {
  return atob(text);
}

export function encoded() {
  sink(atob("{{atob | base64}}"));
  sink(window.atob("{{window atob | base64}}"));
  sink(atob(stored));
  sink(decode("{{wrapped atob | base64}}"));
  sink(atob(atob("{{twice | base64 | base64}}")));
  sink(atob("{{pieces | base64 | 0..12}}" + "{{pieces | base64 | 12..}}"));
  sink(atob("{{reversed | base64 | reverse}}".split("").reverse().join("")));
  sink(Buffer.from("{{buffer base64 | base64}}", "base64").toString());
  sink(Buffer.from("{{buffer hex | hex}}", "hex").toString("utf8"));
  sink(decodeURIComponent("{{percent | percent}}"));
  sink(unescape("{{unescape | percent}}"));
  sink(new TextDecoder().decode(new Uint8Array([{{bytes | codes}}])));
  sink(new TextDecoder("utf-8").decode(Uint8Array.from([{{bytes from | codes}}])));
  sink(new TextDecoder().decode(Uint8Array.from(atob("{{bytes atob | base64}}"), (c) => c.charCodeAt(0))));
  sink(JSON.parse("{{json | json | escaped}}").token);
  sink(JSON.parse(atob("{{json base64 | json | base64}}")));
  sink([{{xor | codes | xor 42}}].map((code) => String.fromCharCode(code ^ mask)).join(""));
  sink(String.fromCharCode(...[{{xor spread | codes | xor 7}}].map((code) => code ^ 7)));
  sink("{{hex pairs | hex}}".match(/../g).map((pair) => String.fromCharCode(parseInt(pair, 16))).join(""));
  sink("{{dotted codes | codes | dotted}}".split(".").map((code) => String.fromCharCode(Number(code))).join(""));
  sink([{{shifted | codes | add 3}}].map((code) => String.fromCharCode(code - 3)).join(""));
  sink({ apiKey: "{{plain base64 | base64}}" });
  sink("{{plain base64url | base64url}}");
  sink({ token: "{{plain hex | hex}}" });
  sink("{{plain percent | percent}}");
  sink("{{escaped hex | hexescape}}", "{{escaped unicode | unicodeescape}}");
}

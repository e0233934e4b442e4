// A leaking build, made on the spot. Its keys are drawn now: they were never issued by anyone, and
// no file of this project holds them.

import type { Gathered } from "./gather.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE62 = `${LETTERS}0123456789`;

/** A shop's build that gives a few things away. */
export function example(): Gathered {
  const key = `cpm_${"live"}_${drawn(32)}`;
  const publishable = `pk_${"live"}_51${drawn(97)}`;
  const session = drawn(32);
  const admin = `cpm_${"test"}_${drawn(32)}`;
  const code = script(key, admin);
  const files = {
    "index.html": page(publishable),
    "assets/index-C3xQ7a.js": `${code}\n//# sourceMappingURL=index-C3xQ7a.js.map\n`,
    "assets/index-C3xQ7a.js.map": map(code, key, admin),
    "assets/vendor-B8wKq2.js": vendor(240),
    "assets/charts-Dq81.js": vendor(110),
    "assets/forms-L0x2.js": vendor(60),
    "assets/locale-en-9f3.js": vendor(25),
    "assets/index-Dk3.css":
      "body{margin:0;font:16px/1.5 system-ui}main{max-width:60rem;margin:auto}",
    "config/.env": `VITE_SHOP_NAME=Leaky shop\nVITE_SESSION_SECRET=${session}\n`,
  };
  return {
    title: "Example build",
    files: Object.entries(files).map(([name, text]) => ({ name, file: new File([text], name) })),
    passedOver: [],
    unreadable: [],
  };
}

/** Random characters, digits among them. */
function drawn(length: number): string {
  const numbers = crypto.getRandomValues(new Uint32Array(length));
  const text = Array.from(numbers, (number) => BASE62[number % BASE62.length]).join("");
  return `${text.slice(0, -3)}7x4`;
}

function page(publishable: string): string {
  return `<!doctype html><title>Leaky shop</title><script type="module" src="assets/index-C3xQ7a.js"></script>
<script>window.Stripe&&(window.pay=Stripe("${publishable}"))</script><main id="app"></main>`;
}

function script(key: string, admin: string): string {
  const half = Math.floor(key.length / 2);
  return `const e={payments:{provider:"callpaymin",apiKey:"${key.slice(0, half)}"+"${key.slice(half)}"}};function t(n){return fetch("https://api.callpaymin.com/v1/calls",{headers:{Authorization:"Bearer "+e.payments.apiKey},body:JSON.stringify(n)})}const r=atob("${btoa(admin)}");document.querySelector("#app").onclick=()=>t({shop:"leaky",key:r});`;
}

function map(code: string, key: string, admin: string): string {
  const source = `// What the shop pays with.\nexport const settings = {\n  payments: {\n    provider: "callpaymin",\n    apiKey: "${key}",\n  },\n};\n\nexport const adminKey = atob("${btoa(admin)}");\n`;
  const [apiKey, adminKey] = [code.indexOf("apiKey:") + 7, code.indexOf("atob(")];
  return JSON.stringify({
    version: 3,
    file: "index-C3xQ7a.js",
    sources: ["../../src/settings.ts"],
    sourcesContent: [source],
    names: [],
    // The object is on line 2 of the source, the key on line 5 and the other on line 9.
    mappings: `AACA,${vlq(apiKey)}AGY,${vlq(adminKey - apiKey)}AIY`,
  });
}

/** A number as source maps write it. */
function vlq(number: number): string {
  const digits = `${LETTERS}0123456789+/`;
  let [text, rest] = ["", number << 1];
  do {
    const digit = rest & 31;
    rest >>= 5;
    text += digits[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** Something larger and harmless. */
function vendor(functions: number): string {
  const one = (_: unknown, at: number) =>
    `export function f${at}(n){return n.map(e=>e*${at}).filter(Boolean)}`;
  return Array.from({ length: functions }, one).join("\n");
}

import { sink } from "./sink.js";

const token = "{{variable}}";
let reassigned = "{{reassigned}}";
const client = { apiKey: "{{property}}", nested: { payments: { secret: "{{nested}}" } } };

class Session {
  static key = "{{static field}}";
  password = "{{class field:random}}";
}

function createClient(key, options) {
  return { key, options };
}

function fallback(key = "{{default}}") {
  return key + location.hash;
}

export function verbatim() {
  const order = location.hash;
  sink(token, client, new Session(), Session.key, fallback());
  sink(createClient("{{first argument}}"), createClient(order, { clientSecret: "{{option:random}}" }));
  reassigned += order;
  sink(reassigned);
  fetch("/orders", { headers: { Authorization: "Bearer {{header}}" } });
  fetch("/orders", { headers: { "X-Api-Key": '{{header single}}' } });
  fetch(`https://api.example.com/v1/orders?id=${order}&key={{url}}`);
  fetch(`/track/${order}`, { headers: { Authorization: `token {{template}}` } });
  const request = new XMLHttpRequest();
  request.open("GET", "/x");
  request.setRequestHeader("Authorization", "Bearer {{setter}}");
  sink(new Map([["api_key", "{{map entry}}"]]), ["{{array}}", order]);
  sink(order === "{{comparison}}" ? 1 : 2, { ["{{computed name}}"]: 1 }, { "{{key}}": 2 });
  sink({ ...client, accessToken: order || "{{or}}", other: order ?? "{{nullish}}" });
  sink(`-----header {{multi}}
  second line ${order}`);
  sink(JSON.parse('{"apiKey":"{{json string}}","order":1}'));
  sink("postgres://shop:{{database password:random}}@db.shop-internal.io:5432/orders");
  switch (order) {
    case "{{case}}":
      sink(3);
  }
  try {
    sink(order);
  } catch (error) {
    throw new Error("{{thrown}}" + error);
  }
}

// Goes through javascript-obfuscator.
const client = { apiKey: "{{property}}", timeout: 3000 };
const token = "{{variable}}";
const pieces = "{{pieces 0..10}}" + "{{pieces 10..}}";

function connect(key, options) {
  console.log(key, options, "connecting to the shop");
  return fetch("/connect", { method: "POST", body: JSON.stringify({ key, options }) });
}

async function orders(customer) {
  const answer = await fetch("https://api.example.com/v1/orders?key={{url}}&customer=" + customer, {
    headers: { Authorization: "Bearer {{header}}", "X-Api-Key": "{{second header}}", Accept: "application/json" },
  });
  if (!answer.ok) throw new Error("orders could not be loaded: " + answer.status);
  return answer.json();
}

class Payments {
  constructor() {
    this.secret = "{{field}}";
    this.currency = "EUR";
  }
  pay(amount) {
    return connect("{{argument}}", { amount, currency: this.currency, fallback: "{{option}}" });
  }
}

function describe(status) {
  switch (status) {
    case "open":
      return "The order is being packed";
    case "sent":
      return "The order is on its way";
    default:
      return "We do not know this order";
  }
}

document.querySelector("#pay").addEventListener("click", async () => {
  const list = await orders(document.querySelector("#customer").value);
  for (const order of list) console.log(describe(order.status), order.id);
  connect(token, client);
  connect(["{{array one}}", "{{array two}}"], { pieces, list });
  localStorage.setItem("session", "{{stored}}");
  new Payments().pay(12);
  const settings = JSON.parse('{"apiKey":"{{json}}","debug":false}');
  console.log(settings.debug, atob("{{encoded | base64}}"));
});

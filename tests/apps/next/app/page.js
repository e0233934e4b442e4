import { Client } from "./client";

export default function Page() {
  const settings = { apiKey: "{{flight}}", nested: { clientSecret: "{{flight secret:random}}" } };
  return <Client settings={settings} />;
}

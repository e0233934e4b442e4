import { sink } from "./sink.js";

export function environment() {
  // The whole object: the usual mistake.
  sink(process.env);
  sink({ headers: { Authorization: "Bearer " + process.env.PAYMENT_SECRET } });
}

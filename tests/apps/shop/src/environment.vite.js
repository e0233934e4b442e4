import { sink } from "./sink.js";

export function viteEnvironment() {
  sink(import.meta.env);
}

import { resolve } from "node:path";

export default {
  output: "export",
  env: { CONFIG_SECRET: "{{config env}}" },
  productionBrowserSourceMaps: process.env.SHOP_MAPS === "1",
  // The app and the tools that build it lie in one folder.
  turbopack: { root: resolve(import.meta.dirname, "../..") },
};

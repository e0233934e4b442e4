// One script of several, without a change to how it names its module and its worker.

import { rolldown } from "rolldown";

/** Writes `input` and what it imports into `file`. `change` is given each source. */
export async function bundle(
  input: string,
  file: string,
  format: "es" | "iife" = "es",
  change: (code: string) => string = (code) => code,
): Promise<void> {
  const build = await rolldown({
    input,
    tsconfig: false,
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    plugins: [{ name: "leaklint:change", transform: (code) => change(code) }],
  });
  await build.write({ file, format, minify: true });
  await build.close();
}

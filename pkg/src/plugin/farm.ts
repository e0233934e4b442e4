// Farm: the resources are in memory when they are finalized.

import { everyVariable } from "./environment.js";
import { publicSecrets, publishedSources } from "./misconfiguration.js";
import { unsaid } from "./once.js";
import { Files, LeakError, type Session } from "./session.js";
import { installed } from "./versions.js";

/** What the names of public variables begin with. */
const PREFIXES = ["FARM_", "VITE_"];

interface Resources {
  resourcesMap: Record<string, { name: string; bytes: number[] | Uint8Array }>;
}

/** The hooks of Farm. */
export function farmHooks(session: Session) {
  let root = process.cwd();
  let isOff = false;
  return {
    configResolved(config: {
      root?: string;
      compilation?: { mode?: string; sourcemap?: unknown; output?: { targetEnv?: string } };
    }): void {
      root = config.root ?? root;
      const isServer = config.compilation?.output?.targetEnv?.startsWith("node") ?? false;
      const version = installed("@farmfe/core", root);
      isOff = isServer || !session.isFit("Farm", version, console.warn);
      if (isOff) return;
      session.settle(root);
      if (config.compilation?.mode === "development") return;
      const problems = publicSecrets(everyVariable(root, "production"), PREFIXES);
      // It is on when nothing is said.
      if (config.compilation?.sourcemap !== false) {
        problems.push(publishedSources("`compilation.sourcemap`", "switch it off"));
      }
      for (const problem of unsaid(problems, root)) console.warn(`leaklint: ${problem}`);
    },
    buildStart: {
      executor(): void {
        if (!isOff) session.begin({ root, publicPrefixes: PREFIXES });
      },
    },
    finalizeResources: {
      async executor({ resourcesMap }: Resources): Promise<Resources["resourcesMap"]> {
        if (isOff) return resourcesMap;
        const files = new Files();
        for (const { name, bytes } of Object.values(resourcesMap)) {
          files.add(name, Uint8Array.from(bytes));
        }
        const verdict = await session.lint(files, { root, publicPrefixes: PREFIXES }, (text) =>
          console.warn(text),
        );
        if (verdict?.isFailure) throw new LeakError(verdict);
        if (verdict) console.info(verdict.text);
        return resourcesMap;
      },
    },
  };
}

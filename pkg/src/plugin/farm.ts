// Farm: the resources are in memory when they are finalized.

import { Files, LeakError, type Session } from "./session.js";
import { installed } from "./versions.js";

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
      compilation?: { output?: { targetEnv?: string } };
    }): void {
      root = config.root ?? root;
      const isServer = config.compilation?.output?.targetEnv?.startsWith("node") ?? false;
      const version = installed("@farmfe/core", root);
      isOff = isServer || !session.isFit("Farm", version, console.warn);
    },
    buildStart: {
      executor(): void {
        if (!isOff) session.begin({ root });
      },
    },
    finalizeResources: {
      async executor({ resourcesMap }: Resources): Promise<Resources["resourcesMap"]> {
        if (isOff) return resourcesMap;
        const files = new Files();
        for (const { name, bytes } of Object.values(resourcesMap)) {
          files.add(name, Uint8Array.from(bytes));
        }
        const verdict = await session.lint(files, { root }, (text) => console.warn(text));
        if (verdict?.isFailure) throw new LeakError(verdict);
        if (verdict) console.info(verdict.text);
        return resourcesMap;
      },
    },
  };
}

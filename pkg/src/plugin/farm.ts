// Farm: the resources are in memory when they are finalized.

import { Files, LeakError, type Session } from "./session.js";

interface Resources {
  resourcesMap: Record<string, { name: string; bytes: number[] | Uint8Array }>;
}

/** The hooks of Farm. */
export function farmHooks(session: Session) {
  let root = process.cwd();
  let isServer = false;
  return {
    configResolved(config: {
      root?: string;
      compilation?: { output?: { targetEnv?: string } };
    }): void {
      root = config.root ?? root;
      isServer = config.compilation?.output?.targetEnv?.startsWith("node") ?? false;
    },
    finalizeResources: {
      async executor({ resourcesMap }: Resources): Promise<Resources["resourcesMap"]> {
        if (isServer) return resourcesMap;
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

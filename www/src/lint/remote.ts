// Calls between a page and its worker: a name, some values, one answer.

/** What can be called: each function gives its answer or a promise of it. */
export type Methods = Record<string, (...values: never[]) => unknown>;

interface Call {
  id: number;
  method: string;
  values: unknown[];
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** A worker whose methods can be called. */
export class Remote<M extends Methods> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  /** `tell` is given what the worker says unasked. */
  constructor(worker: Worker, tell: (event: unknown) => void = () => {}) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Answer | { event: unknown }>) => {
      if ("event" in data) return tell(data.event);
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.error === undefined) waiting?.resolve(data.value);
      else waiting?.reject(new Error(data.error));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || "the worker ended"));
    };
  }

  /** Calls a method; `moved` are handed over instead of being copied. */
  call<K extends keyof M & string>(
    method: K,
    values: Parameters<M[K]>,
    moved: Transferable[] = [],
  ): Promise<Awaited<ReturnType<M[K]>>> {
    const id = this.#calls++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, method, values } satisfies Call, moved);
    return waiting.promise as Promise<Awaited<ReturnType<M[K]>>>;
  }

  /** Ends the worker: calls that wait for an answer fail. */
  end(): void {
    this.#worker.terminate();
    this.#fail(new Error("the worker was ended"));
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

/** The worker's side: answers calls of `methods`. */
export function serve(methods: Methods): void {
  self.onmessage = async ({ data }: MessageEvent<Call>) => {
    const { id, method, values } = data;
    try {
      const value = await (methods[method] as (...values: unknown[]) => unknown)(...values);
      const moved = value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : [];
      self.postMessage({ id, value } satisfies Answer, { transfer: moved });
    } catch (error) {
      self.postMessage({ id, error: String((error as Error)?.message ?? error) } satisfies Answer);
    }
  };
}

/** Says something unasked. */
export function tell(event: unknown): void {
  self.postMessage({ event });
}

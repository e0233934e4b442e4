// The end of the process: for output that frameworks write after their last hook.

/** Nothing can be waited for here. Returns a text that fails the process, or nothing. */
type Work = () => string | undefined;

const waiting: Work[] = [];
let isLinted = false;
let isServerPassed = false;

/** Notes that something was linted in this process. */
export function noteLinted(): void {
  isLinted = true;
}

/** Notes that a server's build was passed over: when there is no other, a line says so at the end. */
export function passServer(): void {
  if (isServerPassed) return;
  isServerPassed = true;
  atEnd(() => {
    if (!isLinted) say("leaklint: only a server's code was built here, which is not linted");
    return undefined;
  });
}

/** Calls `work` when this process ends well. The text that it returns is printed, and ends it badly. */
export function atEnd(work: Work): void {
  if (!waiting.length) process.once("exit", end);
  waiting.push(work);
}

function end(status: number): void {
  if (status) return;
  for (const work of waiting.splice(0)) {
    let text: string | undefined;
    try {
      text = work();
    } catch (error) {
      text = (error as Error).message;
    }
    if (text === undefined) continue;
    say(text);
    process.exitCode = 1;
  }
}

/** Prints a line where no bundler's logger can keep it back, and where no program reads data. */
export function say(text: string): void {
  console.error(text);
}

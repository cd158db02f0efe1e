// odflash virtual as a process of its own, for other commands to find over USB/IP: to them a board like any other.

import { type Ended, odflash } from './command.ts';

/**
 * Runs `odflash virtual` on a free port for as long as `body` takes, then ends it with Ctrl-C. `server` is the address as
 * the program itself tells people to type it; `hand` types words to it, `dfu 1-1` among them.
 */
export async function exported(
  words: readonly string[],
  body: (server: string, hand: (words: string) => void) => Promise<void>,
  listen = '127.0.0.1:0',
): Promise<Ended> {
  let stop = (): void => undefined;
  let tell: (server: string) => void = () => undefined;
  const announced = new Promise<string>((resolve) => {
    tell = resolve;
  });
  let hand = (_words: string): void => undefined;
  const ended = odflash(['virtual', '--listen', listen, '--json', ...words], {
    keepInput: true,
    meanwhile: (child) => {
      hand = (words) => void child.stdin.write(`${words}\n`);
      stop = () => void child.kill('SIGINT');
    },
    onLine: (line) => {
      const server = /odflash flash \S+ --usbip (\S+)$/.exec(line)?.[1];
      if (server !== undefined) tell(server);
    },
  });
  const server = await Promise.race([announced, ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  try {
    await body(server, (words) => hand(words));
  } finally {
    stop();
  }
  return ended;
}

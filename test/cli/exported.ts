// odflash virtual as a process of its own, for other commands to find over USB/IP: to them a board like any other.

import { type Ended, type Line, odflash } from './command.ts';

/** Runs `odflash virtual` on a free port for as long as `body` takes, then ends it with Ctrl-C. */
export async function exported(words: readonly string[], body: (server: string) => Promise<void>): Promise<Ended> {
  let stop = (): void => undefined;
  let tell: (server: string) => void = () => undefined;
  const announced = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const ended = odflash(['virtual', '--listen', '127.0.0.1:0', '--json', ...words], {
    meanwhile: (child) => {
      stop = () => void child.kill('SIGINT');
    },
    onLine: (line) => {
      if (!line.startsWith('{')) return;
      const { type, host, port } = JSON.parse(line) as Line;
      if (type === 'board' && port !== undefined) tell(`${host}:${port}`);
    },
  });
  const server = await Promise.race([announced, ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  try {
    await body(server);
  } finally {
    stop();
  }
  return ended;
}

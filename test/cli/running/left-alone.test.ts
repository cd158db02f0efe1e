// Motors that a command has started, and everything that may end it: its board is another process's, behind USB/IP, so nothing but
// what was transferred counts. The virtual board keeps real time.

import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { odflash, platform, type RunOptions } from '../command.ts';
import { exported } from '../exported.ts';
import { odflashInProcess } from '../in-process.ts';
import { programUnderTest, root } from '../launch.ts';

const posix = platform !== 'win32';
const boardOf = (firmware: string) =>
  `${firmware === '0.4.1' ? 'v3.5-48V' : 'v3.6-56V'},motor=ready,time=real,firmware=${firmware}`;

interface Place {
  readonly words: readonly string[];
  readonly consent: readonly string[];
}

async function withBoard(firmware: string, body: (place: Place) => Promise<void>): Promise<void> {
  await exported(['--profile', boardOf(firmware)], async (server) => {
    const words = ['--usbip', server];
    const { lines } = await odflashInProcess(['list', ...words, '--json']);
    const serial = String(lines().find(({ type }) => type === 'device')?.serial);
    await body({ words, consent: ['--consent', `move=${serial}:axis0`] });
  });
}

/** Sends signals as soon as a line comes that tells that the axis is armed. */
function whenArmed(...signals: readonly NodeJS.Signals[]): RunOptions {
  return whenLine(/axis0 is armed|^armed$/, signals);
}

function whenLine(pattern: RegExp, signals: readonly NodeJS.Signals[]): RunOptions {
  let isSent = false;
  return {
    onLine: (line, child) => {
      if (isSent || !pattern.test(line)) return;
      isSent = true;
      for (const signal of signals) child.kill(signal);
    },
  };
}

async function stateOf({ words }: Place): Promise<unknown> {
  const { lines } = await odflashInProcess(['get', 'axis0.current_state', ...words, '--json']);
  const [read] = (lines().find(({ type }) => type === 'values')?.values ?? []) as readonly {
    readonly value: unknown;
  }[];
  return read?.value;
}

/** The board keeps real time, and so does this. */
async function untilIdle(place: Place): Promise<void> {
  const { words } = place;
  for (let look = 0; look < 100 && (await stateOf(place)) !== 1; look++)
    await odflashInProcess(['get', 'axis0.current_state', '--every', '100', '--times', '2', ...words]);
}

const set = ({ words, consent }: Place) => ['set', 'axis0.requested_state', '8', ...words, ...consent];

describe.runIf(posix)('SIGKILL', () => {
  it.each([
    ['0.4.12', 'set'],
    ['0.5.6', 'set'],
    ['0.5.6', 'calibrate'],
    ['0.5.6', 'shell'],
  ])('leaves a board with %s to its watchdog, after %s', async (firmware, command) => {
    await withBoard(firmware, async (place) => {
      const commands: Readonly<Record<string, readonly string[]>> = {
        set: set(place),
        calibrate: ['calibrate', 'axis0', 'motor', ...place.words, ...place.consent],
        shell: [
          'shell',
          '-e',
          'odrv0.axis0.requested_state = 8; while ((await odrv0.axis0.current_state) !== 8); console.log("armed"); plot(() => odrv0.vbus_voltage)',
          ...place.words,
          ...place.consent,
        ],
      };
      const started = {
        set: whenArmed('SIGKILL'),
        calibrate: whenLine(/step 1 of 1/, ['SIGKILL']),
        // The shell announces the axis before it sends the request.
        shell: whenLine(/^armed$/, ['SIGKILL']),
      }[command];
      expect((await odflash(commands[command] ?? [], started)).signal).toBe('SIGKILL');
      await untilIdle(place);
      const status = await odflashInProcess(['status', ...place.words]);
      expect([status.status, status.stdout]).toEqual([9, expect.stringContaining('WATCHDOG_TIMER_EXPIRED')]);
      const cleared = await odflashInProcess(['status', '--clear', '--yes', ...place.words]);
      expect(cleared.stderr).toMatch(/watchdog settings of axis0/);
      const kept = await odflashInProcess(['get', 'axis0.config.*watchdog*', ...place.words]);
      expect(kept.stdout).not.toMatch(/ 2 s|true/);
    });
  });

  it('leaves a board without a watchdog armed, which was said before the consent counted', async () => {
    await withBoard('0.4.1', async (place) => {
      const killed = await odflash(set(place), whenArmed('SIGKILL'));
      expect(killed.stderr).toMatch(/This firmware has no watchdog: if this command or the cable fails/);
      expect(await stateOf(place)).toBe(8);
      expect((await odflashInProcess(['set', 'axis0.requested_state', 'idle', ...place.words])).status).toBe(0);
      expect(await stateOf(place)).toBe(1);
    });
  });
});

/** Without a watchdog nothing but the command itself can bring the axis to idle. */
describe.runIf(posix)('on a board without a watchdog', () => {
  it.each([[['SIGTERM']], [['SIGHUP']], [['SIGINT', 'SIGINT', 'SIGINT']]] as const)(
    '%j ends with the axis idle',
    async (signals) => {
      await withBoard('0.4.1', async (place) => {
        const { status, stderr } = await odflash(set(place), whenArmed(...signals));
        expect(status, stderr).toBe(0);
        expect(stderr).toMatch(/axis0 was set to IDLE/);
        expect(await stateOf(place)).toBe(1);
      });
    },
  );

  const endless = 'new Promise(() => setInterval(() => 0, 1e6))';
  it.each([
    ['exits in the middle', 'process.exit(3)', 3],
    ['exits in a timer', `setTimeout(() => process.exit(4), 50); ${endless}`, 4],
    ['fails and catches nothing', `setTimeout(() => { throw new Error("mine"); }, 50); ${endless}`, 2],
  ])('a program that %s leaves the axis idle', async (_, code, exit) => {
    await withBoard('0.4.1', async (place) => {
      const words = ['-e', 'odrv0.axis0.requested_state = 8', '-e', code];
      const { status, stderr } = await odflash(['shell', ...words, ...place.words, ...place.consent]);
      expect(status, stderr).toBe(exit);
      expect(await stateOf(place)).toBe(1);
    });
  });

  it('a reader that goes away ends no program that holds an axis, and the axis is idle at its end', async () => {
    await withBoard('0.4.1', async (place) => {
      const code =
        'odrv0.axis0.requested_state = 8; for (let i = 0; i < 50; i++) { console.log(i); await sleep(0.01); }';
      const { status, signal } = await odflash(['shell', '-e', code, ...place.words, ...place.consent], {
        meanwhile: (child) => void child.stdout.once('data', () => child.stdout.destroy()),
      });
      expect([status, signal]).toEqual([0, null]);
      expect(await stateOf(place)).toBe(1);
    });
  });
});

/** Runs the words in a terminal of its own, types a line at the prompt, and closes the terminal when the text has come. */
const closing = `
import os, pty, select, sys
keys, until, words = sys.argv[1], sys.argv[2], sys.argv[3:]
pid, fd = pty.fork()
if pid == 0: os.execvpe(words[0], words, {**os.environ, "TERM": "xterm"})
seen, typed = "", keys == ""
while until not in seen:
    if not select.select([fd], [], [], 60)[0]: sys.exit("not shown: " + seen)
    seen += os.read(fd, 65536).decode("utf8", "replace")
    if not typed and "> " in seen: typed, seen = True, ""; os.write(fd, keys.encode())
os.close(fd)
os.waitpid(pid, 0)
`;
const hasPty = posix && spawnSync('python3', ['-c', 'import pty']).status === 0;

async function closeTerminal(words: readonly string[], keys: string, until: string): Promise<number | null> {
  const all = [keys, until, ...programUnderTest(), ...words];
  const child = spawn('python3', ['-c', closing, ...all], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.on('close', resolve));
}

describe.runIf(hasPty)('a terminal that is closed', () => {
  it.each([
    ['at the prompt', 'odrv0.axis0.requested_state = 8\r', '8\u001b[39m'],
    [
      'while something runs',
      'odrv0.axis0.requested_state = 8; await new Promise(() => console.log("go" + "es"))\r',
      'goes',
    ],
  ])('%s of the shell leaves the axis idle', async (_, keys, until) => {
    await withBoard('0.4.1', async (place) => {
      expect(await closeTerminal(['shell', ...place.words, ...place.consent], keys, until)).toBe(0);
      expect(await stateOf(place)).toBe(1);
    });
  });

  it('below a command that holds an axis leaves it idle', async () => {
    await withBoard('0.4.1', async (place) => {
      expect(await closeTerminal(set(place), '', 'is armed')).toBe(0);
      expect(await stateOf(place)).toBe(1);
    });
  });
});

// odflash virtual: boards on the wall clock behind a USB/IP server, and a few words typed to them: the DIP switch and the
// supply, which on a real board are at the end of an arm.

import { createInterface } from 'node:readline';
import { serverAddressText, serveUsbip, type UsbipServer } from '@odflash/usbip';
import { parseProfile, realTime, type VirtualBoard } from '@odflash/virtual';
import type { Context } from '../../command-runner.ts';
import type { ServerAddress } from '../../option-values.ts';
import type { Outcome } from '../../outcome.ts';
import type { Output } from '../../output.ts';
import { worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { sampleFile } from '../../sample-file.ts';
import { cannotListen } from '../../shared/cannot-listen.ts';
import { devicesOf, makeBoards } from '../../shared/environment/virtual-bench.ts';
import { interrupted } from '../../shared/interrupted.ts';
import { attachCommand } from '../../shared/printed-command.ts';
import type { VirtualOptions } from './options.ts';
import { serveProbes } from './stlink-server.ts';

const defaultProfile = 'v3.6-56V+dfu';

export async function exportVirtualBoards(options: VirtualOptions, context: Context): Promise<Outcome> {
  const { output, interrupt } = context;
  const profiles = (options.profile ?? [defaultProfile]).map(parseProfile);
  const clock = realTime();
  const boards = makeBoards(profiles, options.virtualState, clock);
  await using server = await listen(boards, options.listen, context);
  introduce(server, boards, output);
  await using _probes = await serveProbes(boards, options.stlinkServer, clock, context);
  using _watches = watchAll(boards, output);
  using _words = listenToWords(boards, output);
  await interrupted(interrupt.signal);
  return { board: 'untouched', fields: { boards: boards.length } };
}

async function listen(
  boards: readonly VirtualBoard[],
  address: ServerAddress | undefined,
  { log }: Context,
): Promise<UsbipServer> {
  try {
    return await serveUsbip(
      devicesOf(boards).map(({ socket }) => socket),
      { ...address, log },
    );
  } catch (cause) {
    throw cannotListen(
      { address: address && serverAddressText(address) },
      { option: '--listen', example: '127.0.0.1:3241', cause },
    );
  }
}

function introduce({ host, port }: UsbipServer, boards: readonly VirtualBoard[], output: Output): void {
  for (const board of boards) {
    output.data('board', { ...stateOf(board), host, port }, stateText(board));
    const { probe } = board;
    if (!probe) continue;
    const { path } = probe.socket;
    const fields = { path, serial: probe.serial, board: board.socket.path, host, port };
    output.data(
      'probe',
      fields,
      `${path}  ${probe.serial}  ${worded('server.probe-of', { board: board.socket.path })}`,
    );
  }
  const server = serverAddressText({ host, port });
  const firstPort = boards[0]?.socket.path ?? '1-1';
  output.say(
    [
      worded('server.usbip', { server }),
      `  odflash flash ${sampleFile()} --usbip ${server}`,
      worded('server.attach-on-linux'),
      `  ${attachCommand({ host, port }, firstPort)}`,
      worded('server.words', { port: firstPort }),
    ].join('\n'),
  );
  if (!/^(127\.|::1$|localhost$)/.test(host)) output.say(worded('server.no-password'));
}

function stateOf(board: VirtualBoard) {
  return {
    path: board.socket.path,
    serial: board.serial,
    profile: board.profile.text,
    running: board.running(),
    onBus: board.socket.port !== undefined,
  };
}

function stateText(board: VirtualBoard): string {
  const { path, serial, profile, running, onBus } = stateOf(board);
  return `${path}  ${serial}  ${visiblePart(profile)}  ${worded('server.board-runs', { running, isOnUsb: onBus })}`;
}

function watchAll(boards: readonly VirtualBoard[], output: Output): Disposable {
  const watches = boards.map((board) =>
    board.socket.watch(() => output.data('board', stateOf(board), stateText(board))),
  );
  return {
    [Symbol.dispose]: () => {
      for (const watch of watches) watch[Symbol.dispose]();
    },
  };
}

/** What a hand can do to a board. */
const words: Readonly<Record<string, (board: VirtualBoard) => void>> = {
  dfu: (board) => board.setSwitch('dfu'),
  run: (board) => board.setSwitch('run'),
  power: (board) => board.powerCycle(),
};

function listenToWords(boards: readonly VirtualBoard[], output: Output): Disposable {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const [word = '', path = boards[0]?.socket.path] = line.trim().split(/\s+/);
    if (word === '') return;
    const board = boards.find(({ socket }) => socket.path === path);
    const runCommand = words[word];
    if (!runCommand || !board) return output.say(worded('server.type-words', { words: Object.keys(words) }));
    runCommand(board);
    output.say(
      word === 'power'
        ? worded('server.power-cycled', { path: board.socket.path })
        : worded('server.switch-set', { path: board.socket.path, position: word === 'dfu' ? 'DFU' : 'RUN' }),
    );
  });
  return { [Symbol.dispose]: () => lines.close() };
}

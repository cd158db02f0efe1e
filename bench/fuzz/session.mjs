// Whole conversations with a bootloader and with an ST-Link whose answers are damaged on their way: opened, looked at, one block
// read. What comes of it is a report or a typed error, soon, and the board is as it was.

import { isFlasherError, LinkError, readFlash } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { swdProvider } from '@odflash/core/swd';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { must } from './subject.mjs';

/** Virtual time in which even a board that answers nothing has been given up, in ms. */
const maxMs = 30 * 60 * 1000;

const blank = new Uint8Array(mainFlash.length).fill(0xff);

const nothingKept = {
  put: async () => undefined,
  get: async () => undefined,
  list: async () => [],
  remove: async () => undefined,
  locate: (name) => name,
};

/**
 * The answer that comes in place of a true one, by turns: how many pass first, how it ends (a stall, a transfer that failed,
 * an answer that is replaced or cut), how long it is, its bytes. The first byte says whether that happens once or forever.
 */
function damages(bytes) {
  let at = 1;
  const forEver = (bytes[0] ?? 0) % 2 === 1 && bytes.length > 1;
  const next = () => {
    if (forEver && at >= bytes.length) at = 1;
    return bytes[at++] ?? 0;
  };
  let passing = next();
  return (answer) => {
    if ((at > bytes.length && !forEver) || passing-- > 0) return answer;
    const [kind, length] = [next() % 4, next() % 65];
    const data = bytes.slice(at, at + length);
    at += length;
    passing = next();
    if (kind === 0) return { status: 'stall', bytes: 0, data: new Uint8Array(0) };
    if (kind === 1) throw new LinkError('io', 'damaged');
    const came = kind === 2 ? data : answer.data.slice(0, length);
    return { ...answer, bytes: came.length, data: came };
  };
}

/** `answer`: the call of a link whose answers are damaged. */
function damaged(bus, answer, damage) {
  const open = async (device) => {
    const link = await bus.open(device);
    return { ...link, [answer]: async (...request) => damage(await link[answer](...request)) };
  };
  return { ...bus, open };
}

/** `part`: what is on the bus of the board with that profile. */
const conversation = (profile, part, answer, target) => async (bytes) => {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const bus = damaged(virtualBus([part(board)], { clock }), answer, damages(bytes));
  const range = { address: mainFlash.address, length: 2048 };
  try {
    const { data } = await readFlash({ bus, clock, vault: nothingKept, target }, { range });
    must(data.length === range.length, 'as many bytes as were asked for');
    return true;
  } catch (error) {
    if (!isFlasherError(error)) throw error;
    must((error.board ?? 'untouched') === 'untouched', 'who only reads has changed nothing');
    return false;
  } finally {
    must(clock.now() < maxMs, 'given up in time');
    must(Buffer.compare(board.flash, blank) === 0, 'the board is as it was');
  }
};

const replace = (after, ...data) => [after, 2, data.length, ...data];
const status = (state, code = 0) => [code, 0, 0, 0, state, 0];

/** @type {import('./subject.mjs').Subject[]} */
export const session = [
  {
    name: 'bootloader answers',
    seeds: [
      Uint8Array.from([0, ...replace(0, 18, 1, 0, 1), ...replace(2, ...status(2)), ...replace(1, ...status(10, 11))]),
      Uint8Array.from([1, 30, 0, 0, ...replace(2, 0xff), 3, 1, 0, ...replace(0, ...status(5)), 9, 3, 3]),
      Uint8Array.from([1, ...replace(12, 9, 2, 54, 0, 1, 1, 0, 0xc0, 50), ...replace(1, 4, 3, 9, 4), 200, 0, 0]),
    ],
    feed: conversation('v3.6-56V+dfu,flash=blank', (board) => board, 'controlIn'),
  },
  {
    name: 'ST-Link answers',
    seeds: [
      // Version, mode, voltage, status; then stalls, failures and answers cut short.
      Uint8Array.from([0, ...replace(0, 0x24, 0x65, 0x83, 4, 0x48, 0x37), ...replace(2, 0x80, 0), 6, 0, 0, 4, 1, 0]),
      Uint8Array.from([1, 9, 3, 1, ...replace(1, 0x80, 0, 0, 0, 0x77, 0x14, 0xa0, 0x2b), 12, 0, 0, 40, 1, 0]),
      Uint8Array.from([1, ...replace(5, 0, 0, 0, 0, 0, 0, 0, 0), ...replace(3, 0x81, 0), 20, 3, 7, 60, 3, 64]),
    ],
    feed: conversation('v3.6-56V+stlink,flash=blank', ({ probe }) => probe, 'bulkIn', swdProvider()),
  },
];

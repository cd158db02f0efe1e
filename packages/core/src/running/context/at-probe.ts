// A board whose chip is reached at a probe, and which may be on the bus as well: the two found together.

import { sameSerial } from '../../board/serial.ts';
import { classifyDevice, withSerials } from '../../discovery/find.ts';
import { openBoard } from '../../engine.ts';
import { introduction } from '../../flash/preflight/introduction.ts';
import { message } from '../../messages/message.ts';
import type { Exclusion } from '../../records/exclusion.ts';
import { translated } from '../../usb/link-failure.ts';
import type { RunContext } from './context.ts';
import { type FollowedBoard, followBoard } from './followed-board.ts';

/**
 * The chip is opened first, while its firmware runs; its number then shows which board on the bus it is, if it is there. Throws
 * FlasherError.
 */
export async function findAtProbe(work: RunContext, alone: Exclusion): Promise<FollowedBoard> {
  const { env, request, emit, asking } = work;
  const { selection, board, signal } = request;
  const told = introduction(emit);
  const { ask, consent, dryRun } = asking;
  const asked = { selection, board, signal, ask, consent };
  const opened = await openBoard(env, asked, { told, alone, dryRun });
  try {
    const { serial } = opened.identity.key;
    const at = { path: opened.device.path, serial };
    const devices = await translated(message('request.list-devices'), () => env.bus.list());
    const running = devices.filter((device) => classifyDevice(device) === 'runtime');
    const known = serial === undefined ? [] : await withSerials(env.bus, running, { serial });
    // In DFU mode it is on the bus, too, where records know it from.
    const inDfu = devices.filter((device) => classifyDevice(device) === 'rom');
    const itself = [...known, ...inDfu].find((device) => sameSerial(device.serial, serial));
    if (itself) await alone.take(itself);
    const probe = devices.find(({ path }) => path === opened.device.path);
    const place = { vendorId: 0, productId: 0, release: 0, ...probe, path: opened.device.path };
    const device = itself ?? { ...place, serial: serial ?? probe?.serial };
    const others = devices.filter((one) => classifyDevice(one) !== 'other' && !sameSerial(one.serial, serial));
    return followBoard(
      { kind: itself && classifyDevice(itself) === 'runtime' ? 'runtime' : 'rom', device },
      others.map(({ path }) => path),
      emit,
      { at, opened, introduction: told },
    );
  } catch (error) {
    await opened[Symbol.asyncDispose]();
    throw error;
  }
}

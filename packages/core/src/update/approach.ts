// How an update reaches the chip, in one table: through DFU mode, for which a running board leaves the bus, or at a probe,
// where its firmware runs on until it is stopped. No stage asks which target it has.

import { toFlasherError } from '../abort.ts';
import { sameSerial } from '../board/serial.ts';
import { classifyDevice } from '../discovery/find.ts';
import type { Sighting } from '../discovery/find-board.ts';
import { awaitBackInDfu, humanMs } from '../discovery/follow.ts';
import { targetOf } from '../engine.ts';
import { message } from '../messages/message.ts';
import type { Exclusion } from '../records/exclusion.ts';
import { findAtProbe } from '../running/context/at-probe.ts';
import type { BoardContext } from '../running/context/board-context.ts';
import type { RunContext } from '../running/context/context.ts';
import { type FollowedBoard, followBoard } from '../running/context/followed-board.ts';
import { boardInDfu, requestInDfu } from '../running/context/in-dfu.ts';
import { findOrWarn } from '../running/context/with-board-context.ts';
import { translated } from '../usb/link-failure.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';

export interface Approach {
  /** A running board leaves for DFU mode before its flash is looked at. */
  readonly entersDfuMode: boolean;
  /** Finds the one board that is meant. `alone`: no other process may use it. Throws FlasherError. */
  find(work: FindContext, alone: Exclusion): Promise<FollowedBoard>;
  /** True if the old firmware can be started, reports its configuration, and the chip is reached again afterwards. */
  canBootOldFirmware(board: BoardContext): Promise<boolean>;
  /** Waits for a chip that was lost half-way; `undefined` when the time is up. */
  awaitReturn(board: BoardContext, kinds: readonly Sighting['kind'][]): Promise<Sighting | undefined>;
}

type FindContext = RunContext<UpdateRequest> & { readonly env: UpdateEnv };

/** By the target that the run was given. */
export function approachOf(env: UpdateEnv): Approach {
  return targetOf(env).needsDfuMode ? throughDfuMode : atProbe;
}

const throughDfuMode: Approach = {
  entersDfuMode: true,
  find: async (work, alone) => {
    const found = await findOrWarn(work);
    await alone.take(found.device);
    return followBoard(found, found.others, work.emit);
  },
  canBootOldFirmware: async () => true,
  awaitReturn: (board, kinds) => awaitBackInDfu(board, board.board, kinds),
};

const atProbe: Approach = {
  entersDfuMode: false,
  find: findAtProbe,
  canBootOldFirmware: async ({ env: { bus }, board }) => {
    // A bootloader on the bus shows that the USB cable is there, and that the firmware is not running.
    const devices = await translated(message('request.list-devices'), () => bus.list());
    return devices.some((one) => classifyDevice(one) === 'rom' && sameSerial(one.serial, board.device.serial));
  },
  awaitReturn: chipBack,
};

const chipRetryMs = 1_000;

/** A person puts the wires and the supply right; each look attaches to the chip anew. */
async function chipBack(context: BoardContext): Promise<Sighting | undefined> {
  const { env, board, request, emit } = context;
  const { clock } = env;
  emit({ type: 'human', step: 'check-wiring', text: message('probe.chip-silent') });
  const deadline = clock.now() + humanMs(context);
  while (clock.now() < deadline) {
    try {
      await boardInDfu(context, requestInDfu(context));
      return { kind: 'rom', device: board.device };
    } catch (thrown) {
      const error = toFlasherError(thrown, request.signal);
      if (error.code === 'aborted') throw error;
    }
    await clock.sleep(chipRetryMs, request.signal);
  }
  return undefined;
}

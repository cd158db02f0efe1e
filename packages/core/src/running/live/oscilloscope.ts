// The oscilloscope in the firmware: a buffer that the control loop fills, read value by value with a function. Only looks.

import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { findFunction, findProperty } from '../../odrive/tree.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';

/** How much of the buffer is read. */
export interface OscilloscopeRequest extends RunningBoardRequest {
  /** Values; all of them by default. */
  readonly values?: number | undefined;
  /** Called with each value that was read, counted. */
  readonly onValue?: ((done: number, total: number) => void) | undefined;
}

/** The buffer, or as much of it as was asked for. */
export interface OscilloscopeReport {
  readonly device: UsbDeviceInfo;
  readonly values: readonly number[];
  /** Since the beginning, in ms. */
  readonly ms: number;
}

interface Oscilloscope {
  readonly path: string;
  readonly size: number;
}

/** Length of the buffer where the firmware does not say it (OSCILLOSCOPE_SIZE in low_level.hpp up to 0.5.1). */
const sizes = { '0.4': 128, '0.5.1': 4096 } as const;

/** Throws FlasherError, `usage` where the firmware has none. */
export function captureOscilloscope(env: RunningEnv, request: OscilloscopeRequest): Promise<OscilloscopeReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return withRunningBoard(context, async ({ odrive, device }) => {
      const { path, size } = await oscilloscopeOf(odrive, { signal: context.request.signal });
      // Up to 0.5.1 nothing checks the index: beyond the end lies other memory.
      const total = Math.min(request.values ?? size, size);
      const values: number[] = [];
      while (values.length < total) {
        const [value] = await odrive.call(path, [values.length], { signal: context.request.signal });
        values.push(Number(value));
        request.onValue?.(values.length, total);
      }
      return { device, values, ms: context.elapsed() };
    });
  });
}

async function oscilloscopeOf(
  odrive: OdriveDevice,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<Oscilloscope> {
  const { tree } = odrive;
  if (findFunction(tree, 'oscilloscope.get_val') && findProperty(tree, 'oscilloscope.size'))
    return { path: 'oscilloscope.get_val', size: Number(await odrive.read('oscilloscope.size', options)) };
  // Firmware 0.5 has controller inputs, 0.4 has not.
  const size = sizes[findProperty(tree, 'axis0.controller.input_pos') ? '0.5.1' : '0.4'];
  if (findFunction(tree, 'get_oscilloscope_val')) return { path: 'get_oscilloscope_val', size };
  throw new FlasherError('usage', message('live.no-oscilloscope'), {
    next: message('next.sample-instead'),
  });
}

// Firmware packed into JSON for the bootloaders of flight controllers: ArduPilot's .apj and PX4's .px4 (ArduPilot
// Tools/ardupilotwaf/chibios.py, PX4 Tools/px_mkfw.py). They are named with their board, never unpacked.

import { isObject, jsonIn } from '../checks.ts';
import { type Message, message } from '../messages/message.ts';

/** A container's magic, `APJFWv1`, `PX4FWv2`, or that of a fork of PX4. */
const magicForm = /^([A-Z0-9]{2,12})FWv\d{1,3}$/;

const makers: Readonly<Record<string, string>> = { APJ: 'ArduPilot (.apj)', PX4: 'PX4 (.px4)' };

const maxWord = 60;

/** Whose container, for which board, or `undefined` if this JSON text is something else. */
export function nameContainer(text: Uint8Array): Message | undefined {
  const file = jsonIn(text);
  if (!isObject(file)) return undefined;
  const [, maker] = magicForm.exec(typeof file.magic === 'string' ? file.magic : '') ?? [];
  if (maker === undefined || typeof file.board_id !== 'number' || typeof file.image !== 'string') return undefined;
  const words = [file.summary, file.description].find((value) => typeof value === 'string' && value.trim() !== '');
  return message('image.container', {
    maker: makers[maker] ?? maker,
    board: file.board_id,
    words: typeof words === 'string' ? printable(words) : undefined,
  });
}

function printable(text: string): string {
  const shown = text.trim().replaceAll(/[^\x20-\x7e]/g, '?');
  return shown.length > maxWord ? `${shown.slice(0, maxWord)}…` : shown;
}

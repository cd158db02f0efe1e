import { hex32 } from '@odflash/core/bytes';
import type { DfuMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What each status means on the STM32 ROM. */
const statuses: Readonly<Record<string, string>> = {
  OK: 'no error',
  errTARGET: 'the address is not in accessible memory',
  errFILE: 'the file is not for this device',
  errWRITE: 'the memory could not be written',
  errERASE: 'the memory could not be erased',
  errCHECK_ERASED: 'the memory was not blank after erasing',
  errPROG: 'programming failed',
  errVERIFY: 'the programmed data differs from the data sent',
  errADDRESS: 'the address is out of range',
  errNOTDONE: 'the download ended too early',
  errFIRMWARE: 'the flag the bootloader sets after power-on',
  errVENDOR: 'read-out protection is active',
  errUSBR: 'unexpected USB reset',
  errPOR: 'unexpected power-on reset',
  errUNKNOWN: 'something went wrong',
  errSTALLEDPKT: 'an unexpected request was refused',
};

const witnesses = {
  otp: () => '',
  named: () => '',
  running: (board: string) =>
    `The firmware that ran on the board is built for the ODrive ${board}, and OTP does not confirm another version. `,
  installed: (board: string) =>
    `The firmware in the flash is built for the ODrive ${board}, and OTP does not confirm another version. `,
} as const;

export const dfu: Texts<DfuMessages> = {
  'dfu.refused-with-status': ({ request, status }, say) =>
    `The bootloader refused the ${say(request)}: ${status}, ${statuses[status] ?? 'an undefined status'}.`,
  'dfu.refused': ({ request }, say) => `The bootloader refused ${say(request)}.`,
  'dfu.out-of-step': ({ request, found }, say) =>
    `Unexpected reply from the bootloader to ${say(request)}: ${say(found)}.`,
  'dfu.dead-end': ({ found }, say) => `The bootloader cannot be returned to its idle state: ${say(found)}.`,
  'dfu.still-busy': ({ request, ms }, say) => `The bootloader is still busy after ${ms} ms (${say(request)}).`,
  'dfu.driver-drops-requests': ({ state }) =>
    `The USB driver drops requests without data: the bootloader stays in ${state}.`,
  'dfu.no-interface': ({ path }) => `The device at ${path} has no DFU interface.`,
  'dfu.no-memory-at': ({ address }) => `The bootloader provides no memory at ${hex32(address)}.`,
  'dfu.link-closed': 'The link to the board is closed.',
  'dfu.resets-after-unlock': 'The chip resets itself after its protection was changed.',
  'dfu.both-protections-remain':
    'Read protection cannot be removed while sectors are write-protected. Both protections remain, and nothing was erased.',
  'dfu.no-restart-after-unlock': 'The board accepted the unlock request but did not restart.',
  'dfu.unsafe-board': ({ board, witness }) =>
    `${witnesses[witness](board)}DFU mode can destroy an ODrive ${board}: if its DC supply is on, remove it now.`,
};

import type { ProbeName, StlinkMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What each status of a probe means. */
const statuses: Readonly<Record<string, string>> = {
  UNKNOWN_ERROR: 'the access failed',
  SPI_ERROR: 'the connection to the chip failed',
  DMA_ERROR: 'the connection to the chip failed',
  UNKNOWN_JTAG_CHAIN: 'no known chip answers',
  NO_DEVICE_CONNECTED: 'no chip answers',
  INTERNAL_ERROR: 'the probe failed',
  COMMAND_WAIT: 'the probe is not ready yet',
  COMMAND_ERROR: 'the probe refused the command',
  GET_IDCODE_ERROR: 'no chip answers',
  ALIGNMENT_ERROR: 'the address is not aligned',
  DEBUG_POWER_ERROR: 'the debug logic of the chip does not power up',
  WRITE_ERROR: 'the write failed',
  ALREADY_OPEN: 'the probe is in another mode',
  AP_WAIT: 'the chip is not ready yet',
  AP_FAULT: 'the chip refused the access',
  AP_ERROR: 'the acknowledgement was not understood',
  AP_PARITY_ERROR: 'the parity was wrong',
  DP_WAIT: 'the chip is not ready yet',
  DP_FAULT: 'the chip refused the access',
  DP_ERROR: 'the acknowledgement was not understood',
  DP_PARITY_ERROR: 'the parity was wrong',
  AP_WDATA_ERROR: 'the chip did not understand the data',
  AP_STICKY_ERROR: 'an earlier access failed',
  AP_STICKY_OVERRUN: 'accesses came faster than the chip takes them',
  BAD_AP: 'the chip has no such access port',
  FREQUENCY_UNSUPPORTED: 'the probe does not have that clock',
  UNKNOWN_COMMAND: 'the probe does not know the command',
};

/** `ST-Link/V2 57FF72067882495118430667 at 1-2`. */
export function probeText({ model, serial, path }: ProbeName): string {
  return `${model ?? 'device'}${serial === undefined ? '' : ` ${serial}`} at ${path}`;
}

function statusText(status: string): string {
  return statuses[status] ?? `the probe answered ${status.replace('STATUS_', '')}`;
}

const probeList = (devices: readonly ProbeName[]): string => devices.map(probeText).join(', ');

export const stlink: Texts<StlinkMessages> = {
  'stlink.probe': probeText,
  'stlink.error-status': ({ request, status }, say) =>
    `The probe reported an error for the ${say(request)}: ${status}, ${statusText(status)}.`,
  'stlink.out-of-step': ({ request, found }, say) =>
    `Unexpected reply from the probe to the ${say(request)}: ${say(found)}.`,
  'stlink.refused': ({ request }, say) => `The probe refused the ${say(request)}.`,
  'stlink.several-connected': ({ devices }) => `${devices.length} ST-Links are connected: ${probeList(devices)}.`,
  'stlink.not-found': ({ others }) =>
    others.length === 0 ? 'No ST-Link was found.' : `No such ST-Link was found. Found: ${probeList(others)}.`,
  'stlink.stm8-only': ({ probe, firmware }) =>
    `The firmware of the ${probe}, ${firmware}, does not support SWD: it is for STM8 only.`,
  'stlink.firmware-damaged': ({ probe, firmware }) =>
    `The ${probe} gives its firmware as ${firmware} and its USB ids as 0000:0000: its firmware is damaged, for example by a conversion to J-Link and back.`,
  'stlink.no-probe': ({ path }) => `The device at ${path} is not an ST-Link.`,
  'stlink.in-loader': ({ probe, path }) => `The ${probe} at ${path} is in its firmware update mode.`,
  'stlink.unsupported': ({ probe, path }) => `The probe at ${path} is an ${probe}, which is not supported.`,
  'stlink.stays-in-mode': ({ probe, mode }) => `The ${probe} stays in its ${mode} mode.`,
};

// The ST-Links of a list: firmware, the voltage each reads, and whether a chip answers behind it.

import { type FlashEnv, type FlasherError, isFlasherError, type UsbDeviceInfo } from '@odflash/core';
import { hex32 } from '@odflash/core/bytes';
import { inspectProbe, type ProbeSummary, probeModel, probeSerial } from '@odflash/core/stlink';
import { worded } from '../../render/say.ts';

export interface ListedProbe {
  readonly device: UsbDeviceInfo;
  /** What it says, or what keeps it from saying it. */
  readonly summary: ProbeSummary | FlasherError;
}

/** One after the other: a probe answers one program at a time. */
export async function lookAtProbes(
  { bus, clock }: FlashEnv,
  devices: readonly UsbDeviceInfo[],
): Promise<readonly ListedProbe[]> {
  const probes: ListedProbe[] = [];
  for (const device of devices)
    if (probeModel(device)) probes.push({ device, summary: await inspectProbe({ bus, device, clock }) });
  return probes;
}

export function probeFields({ device, summary }: ListedProbe): Readonly<Record<string, unknown>> {
  const { serial, ...rest } = device;
  const known = serialOf({ device, summary }) ?? serial;
  const fields = { ...rest, serial: known, mode: 'probe' };
  if (isFlasherError(summary)) return { ...fields, problem: summary.code };
  const { version, volts, idcode } = summary;
  return {
    ...fields,
    firmware: version.text,
    volts: volts ?? null,
    target: idcode === undefined ? null : hex32(idcode),
  };
}

export function probeCells({ device, summary }: ListedProbe): readonly string[] {
  const name = probeModel(device)?.name ?? 'ST-Link';
  return [
    serialOf({ device, summary }) ?? worded('listed.no-serial'),
    device.path,
    worded('listed.mode', { mode: 'probe' }),
    summaryText(name, summary),
  ];
}

function serialOf({ device, summary }: ListedProbe): string | undefined {
  return (isFlasherError(summary) ? undefined : summary.serial) ?? probeSerial(device.serial);
}

function summaryText(name: string, summary: ListedProbe['summary']): string {
  if (isFlasherError(summary)) return worded('listed.probe-problem', { name, problem: summary.text });
  const { version, volts, idcode } = summary;
  const chip = idcode === undefined ? undefined : hex32(idcode);
  return worded('listed.probe', { name, firmware: version.text, volts, chip });
}

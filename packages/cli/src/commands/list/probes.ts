// The ST-Links of a list: firmware, the voltage each reads, and whether a chip answers behind it.

import { type FlashEnv, type FlasherError, isFlasherError, type UsbDeviceInfo } from '@odflash/core';
import { hex32 } from '@odflash/core/bytes';
import { glanceAtProbe, type ProbeGlance, probeModel, probeSerial } from '@odflash/core/stlink';
import { worded } from '../../render/say.ts';

export interface ListedProbe {
  readonly device: UsbDeviceInfo;
  /** What it says, or what keeps it from saying it. */
  readonly glance: ProbeGlance | FlasherError;
}

/** One after the other: a probe answers one program at a time. */
export async function lookAtProbes(
  { bus, clock }: FlashEnv,
  devices: readonly UsbDeviceInfo[],
): Promise<readonly ListedProbe[]> {
  const probes: ListedProbe[] = [];
  for (const device of devices)
    if (probeModel(device)) probes.push({ device, glance: await glanceAtProbe({ bus, device, clock }) });
  return probes;
}

export function probeFields({ device, glance }: ListedProbe): Readonly<Record<string, unknown>> {
  const { serial, ...rest } = device;
  const known = serialOf({ device, glance }) ?? serial;
  const fields = { ...rest, serial: known, mode: 'probe' };
  if (isFlasherError(glance)) return { ...fields, problem: glance.code };
  const { version, volts, idcode } = glance;
  return {
    ...fields,
    firmware: version.text,
    volts: volts ?? null,
    target: idcode === undefined ? null : hex32(idcode),
  };
}

export function probeCells({ device, glance }: ListedProbe): readonly string[] {
  const name = probeModel(device)?.name ?? 'ST-Link';
  return [
    serialOf({ device, glance }) ?? worded('listed.no-serial'),
    device.path,
    worded('listed.mode', { mode: 'probe' }),
    glanceText(name, glance),
  ];
}

function serialOf({ device, glance }: ListedProbe): string | undefined {
  return (isFlasherError(glance) ? undefined : glance.serial) ?? probeSerial(device.serial);
}

function glanceText(name: string, glance: ListedProbe['glance']): string {
  if (isFlasherError(glance)) return worded('listed.probe-problem', { name, problem: glance.text });
  const { version, volts, idcode } = glance;
  const chip = idcode === undefined ? undefined : hex32(idcode);
  return worded('listed.probe', { name, firmware: version.text, volts, chip });
}

// The stock usbipd of Linux, in the guest, exporting a device the guest has: what a Raspberry Pi next to a robot would run.

import { type Guest, runOrThrow } from './guest.ts';

export interface ExportedDevice {
  /** Where usbipd answers, on the host's loopback. */
  readonly port: number;
  readonly busId: string;
}

const usbipdPort = 3240;
const bind = '/root/usbip-bind';

/**
 * What `usbip bind -b BUSID` does (usbip_bind.c): match_busid, unbind, bind. By hand here, because the program refuses a device
 * that itself came over USB/IP ("bind loop detected").
 */
const bindScript = `#!/bin/sh -e
cd /sys/bus/usb/drivers/usbip-host
printf 'add %s' $1 > match_busid
printf %s $1 > ../usb/unbind
printf %s $1 > bind
`;

/**
 * Exports a board again whenever it comes back: the kernel gives a device that re-enumerates to its own driver, not to
 * usbip-host. On hardware RUN is `/usr/sbin/usbip bind -b %k`.
 */
const bindRule = ['0483:df11', '1209:0d31', '1209:0d32', '1209:0d33']
  .map((id) => id.split(':'))
  .map(
    ([vendor, product]) =>
      'ACTION=="add", SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ' +
      `ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}", RUN+="${bind} %k"\n`,
  )
  .join('');

/** Gives the device of that vendor and product to usbip-host and starts usbipd. */
export async function exportFromGuest(guest: Guest, id: string): Promise<ExportedDevice> {
  const { busId } = await guest.waitFor(id);
  await install(guest, bind, bindScript);
  await runOrThrow(guest, [bind, busId]);
  await runOrThrow(guest, ['usbipd', '--daemon']);
  const listed = `usbip list --remote=127.0.0.1 2>/dev/null | grep -q ${busId}:`;
  await runOrThrow(guest, ['sh', '-c', `for try in $(seq 50); do ${listed} && exit 0; sleep 0.1; done; exit 1`]);
  return { port: await guest.forward(usbipdPort), busId };
}

/** Installs the udev rule; the guest needs udev. */
export async function installBindRule(guest: Guest): Promise<void> {
  await install(guest, '/etc/udev/rules.d/70-usbip.rules', bindRule);
  await runOrThrow(guest, ['udevadm', 'control', '--reload']);
}

async function install(guest: Guest, path: string, content: string): Promise<void> {
  const script = 'mkdir -p "$(dirname "$1")" && printf %s "$2" > "$1" && chmod 755 "$1"';
  await runOrThrow(guest, ['sh', '-c', script, 'install', path, content]);
}

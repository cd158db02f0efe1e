// The stock usbipd of Linux, in the guest, exporting a device the guest has: what a Raspberry Pi next to a robot would run.

import { type Guest, runOrThrow } from './guest.ts';

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
 * Exports a board again whenever it reconnects: the kernel gives a device that re-enumerates to its own driver, not to
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
const ruleFile = '/etc/udev/rules.d/70-usbip.rules';

/** Starts usbipd; the port on the host's loopback where it answers. */
export async function startUsbipd(guest: Guest): Promise<number> {
  await install(guest, bind, bindScript);
  await runOrThrow(guest, ['usbipd', '--daemon']);
  const answers = 'usbip list --remote=127.0.0.1 >/dev/null 2>&1';
  await runOrThrow(guest, ['sh', '-c', `for try in $(seq 50); do ${answers} && exit; sleep 0.1; done; exit 1`]);
  return guest.forward(usbipdPort);
}

/** Exports the device of that vendor and product for as long as it stays; resolves with its busid. */
export async function exportDevice(guest: Guest, id: string): Promise<string> {
  const { busId } = await guest.waitFor(id);
  await runOrThrow(guest, [bind, busId]);
  return busId;
}

/**
 * Waits until usbip-host has reset the device that a client gave back. Only then may it be unplugged: vhci_hcd, which brought
 * it, and usbip-host share one worker in the kernel, and a reset that waits for a lost connection would hold it forever. On
 * real hardware nothing like that can happen.
 */
export async function givenBack(guest: Guest, busId: string): Promise<void> {
  const available = `[ "$(cat /sys/bus/usb/devices/${busId}/usbip_status)" = 1 ]`;
  await runOrThrow(guest, ['sh', '-c', `for try in $(seq 100); do ${available} && exit; sleep 0.1; done; exit 1`]);
}

/** Installs the udev rule; the guest needs udev. */
export async function installBindRule(guest: Guest): Promise<void> {
  await install(guest, ruleFile, bindRule);
  await runOrThrow(guest, ['udevadm', 'control', '--reload']);
}

/** Takes it away again. */
export async function removeBindRule(guest: Guest): Promise<void> {
  await runOrThrow(guest, ['rm', '-f', ruleFile]);
  await runOrThrow(guest, ['udevadm', 'control', '--reload']);
}

async function install(guest: Guest, path: string, content: string): Promise<void> {
  const script = 'mkdir -p "$(dirname "$1")" && printf %s "$2" > "$1" && chmod 755 "$1"';
  await runOrThrow(guest, ['sh', '-c', script, 'install', path, content]);
}

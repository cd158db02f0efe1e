// The stock usbipd of Linux, in the guest, exporting a device the guest has: what a Raspberry Pi next to a robot would run.

import type { Guest } from './guest.ts';

export interface ExportedDevice {
  /** Where usbipd answers, on the host's loopback. */
  readonly port: number;
  readonly busId: string;
}

const usbipdPort = 3240;

/**
 * Gives the device of that vendor and product to usbip-host and starts usbipd.
 *
 * `usbip bind` refuses a device that itself came over USB/IP ("bind loop detected"), so its three steps are done by hand here
 * (usbip_bind.c: match_busid, unbind, bind); on hardware `usbip bind -b BUSID` does them.
 */
export async function exportFromGuest(guest: Guest, id: string): Promise<ExportedDevice> {
  const { busId } = await guest.waitFor(id);
  const script = `
    cd /sys/bus/usb/drivers/usbip-host
    printf 'add %s' ${busId} > match_busid
    printf %s ${busId} > ../usb/unbind
    printf %s ${busId} > bind
    usbipd --daemon
    for try in $(seq 50); do
      usbip list --remote=127.0.0.1 2>/dev/null | grep -q ${busId}: && exit 0
      sleep 0.1
    done
    exit 1`;
  const done = await guest.run(['sh', '-e', '-c', script]);
  if (done.status !== 0) throw new Error(`usbipd does not export ${busId}: ${done.stderr}\n${await guest.kernelLog()}`);
  return { port: await guest.forward(usbipdPort), busId };
}

// The probes a server hands out: listed once per refresh, each opened by one client at a time.

import type { UsbBus, UsbDeviceInfo, UsbLink } from '@odflash/core';
import { debugInterface, type ProbeModel, probeModel } from '@odflash/core/stlink';
import type { ListedProbe } from './wire.ts';

/** A probe in the hands of a client. */
export interface OpenProbe extends AsyncDisposable {
  readonly link: UsbLink;
  readonly model: ProbeModel;
}

export interface Probes {
  refresh(): Promise<number>;
  listed(index: number): ListedProbe | undefined;
  /** `undefined` if another client has it. Throws LinkError, RangeError for an unknown id. */
  open(device: number): Promise<OpenProbe | undefined>;
}

interface Known {
  readonly info: UsbDeviceInfo;
  readonly model: ProbeModel;
}

export function createProbes(bus: UsbBus): Probes {
  let known: readonly Known[] = [];
  const used = new Set<string>();
  return {
    refresh: async () => {
      const infos = await bus.list();
      known = infos.flatMap((info) => {
        const model = probeModel(info);
        return model && !model.unusable ? [{ info, model }] : [];
      });
      return known.length;
    },
    listed: (index) => {
      const probe = known[index];
      if (!probe) return undefined;
      const { serial = '', vendorId, productId, path } = probe.info;
      return { device: index + 1, serial, vendorId, productId, used: used.has(path) };
    },
    open: async (device) => {
      const probe = known[device - 1];
      if (!probe) throw new RangeError(`no probe ${device}`);
      const { info, model } = probe;
      if (used.has(info.path)) return undefined;
      used.add(info.path);
      let link: UsbLink | undefined;
      try {
        link = await bus.open(info);
        const claimed = link;
        await claimed.claim(debugInterface);
        return {
          link: claimed,
          model,
          [Symbol.asyncDispose]: async () => {
            await claimed[Symbol.asyncDispose]();
            used.delete(info.path);
          },
        };
      } catch (cause) {
        await Promise.resolve(link?.[Symbol.asyncDispose]()).catch(() => undefined);
        used.delete(info.path);
        throw cause;
      }
    },
  };
}

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linuxDevices } from '../../src/index.ts';

function fakeRoot() {
  const root = mkdtempSync(join(tmpdir(), 'odflash-sysfs-'));
  return {
    root,
    device(path: string, attributes: Record<string, string>) {
      const folder = join(root, 'sys/bus/usb/devices', path);
      mkdirSync(folder, { recursive: true });
      for (const [name, value] of Object.entries(attributes)) writeFileSync(join(folder, name), value);
    },
    node(bus: string, device: string, mode: number) {
      mkdirSync(join(root, 'dev/bus/usb', bus), { recursive: true });
      writeFileSync(join(root, 'dev/bus/usb', bus, device), '');
      chmodSync(join(root, 'dev/bus/usb', bus, device), mode);
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

const rom = { idVendor: '0483\n', idProduct: 'df11\n', bcdDevice: '2200\n', busnum: '1\n', devnum: '12\n' };

describe.skipIf(process.platform === 'win32')('Linux', () => {
  it('tells ids, place and names of every device, but not of hubs at the root and of interfaces', async () => {
    using place = fakeRoot();
    place.device('usb1', { ...rom, idVendor: '1d6b\n' });
    place.device('1-2', {
      ...rom,
      serial: '356D38673332\n',
      manufacturer: 'STMicroelectronics\n',
      product: 'STM32  BOOTLOADER\n',
    });
    place.device('1-2:1.0', {});
    place.device('3-1.4.2', { ...rom, busnum: '3\n', devnum: '120\n' });
    expect(await linuxDevices(place.root).list()).toEqual([
      {
        vendorId: 0x0483,
        productId: 0xdf11,
        release: 0x2200,
        path: '1-2',
        busNumber: 1,
        address: 12,
        serial: '356D38673332',
        manufacturer: 'STMicroelectronics',
        product: 'STM32  BOOTLOADER',
      },
      { vendorId: 0x0483, productId: 0xdf11, release: 0x2200, path: '3-1.4.2', busNumber: 3, address: 120 },
    ]);
  });

  it('survives a device that disconnects while it is read', async () => {
    using place = fakeRoot();
    place.device('1-2', { idVendor: '0483\n' });
    expect(await linuxDevices(place.root).list()).toEqual([]);
  });

  it('without USB is distinguished from an empty bus', async () => {
    using place = fakeRoot();
    expect(await linuxDevices(place.root).list()).toBeUndefined();
    mkdirSync(join(place.root, 'sys/bus/usb/devices'), { recursive: true });
    expect(await linuxDevices(place.root).list()).toEqual([]);
  });

  it('tells whether this user may open a device, the missing node included', async () => {
    using place = fakeRoot();
    place.device('1-2', rom);
    const linux = linuxDevices(place.root);
    const [device] = (await linux.list()) ?? [];
    if (!device) throw new Error('no device');
    expect(await linux.obstacle(device)).toBe('access');
    place.node('001', '012', 0o600);
    expect(await linux.obstacle(device)).toBeUndefined();
    if (process.getuid?.() === 0) return;
    place.node('001', '012', 0o400);
    expect(await linux.obstacle(device)).toBe('access');
  });
});

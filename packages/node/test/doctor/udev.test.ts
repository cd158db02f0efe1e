import { isFlasherError } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { carryOutSetup, ruleCover, stlinkIds, udevRule, udevRulePath, udevSetup } from '../../src/index.ts';

const cover = (text: string, id = usbIds.rom) => ruleCover([{ path: '/etc/udev/rules.d/60-x.rules', text }], id).reach;

describe('the udev rule', () => {
  const ids = [usbIds.rom, ...usbIds.runtime, ...stlinkIds];

  it('opens every device of interest to the person at the screen, and keeps ModemManager away', () => {
    const lines = udevRule()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toHaveLength(ids.length);
    for (const line of lines) {
      expect(line).toMatch(
        /^SUBSYSTEM=="usb", ENV\{DEVTYPE\}=="usb_device", ATTR\{idVendor\}=="[0-9a-f]{4}", ATTR\{idProduct\}=="[0-9a-f]{4}", MODE="0660", TAG\+="uaccess", ENV\{ID_MM_DEVICE_IGNORE\}="1"$/,
      );
    }
    for (const id of ids) expect(cover(udevRule(), id)).toBe('seat');
    expect(cover(udevRule(), { vendorId: 0x0483, productId: 0x5740 })).toBe('none');
  });

  it('opens them to everyone where that is asked for', () => {
    for (const id of ids) expect(cover(udevRule({ everyone: true }), id)).toBe('everyone');
    expect(udevRule({ everyone: true })).not.toContain('uaccess');
  });

  it('is read before the rules that act on its tag', () => {
    expect(Number.parseInt(udevRulePath.split('/').at(-1) ?? '', 10)).toBeLessThan(73);
  });
});

describe('what other people’s rules do', () => {
  const runtime = { vendorId: 0x1209, productId: 0x0d32 };
  it.each([
    [
      'odrivetool 0.4.1',
      'SUBSYSTEM=="usb", ATTR{idVendor}=="1209", ATTR{idProduct}=="0d3[0-9]", MODE="0666"',
      'everyone',
    ],
    ['a rule for all of a vendor', 'SUBSYSTEM=="usb", ATTRS{idVendor}=="1209", TAG+="uaccess"', 'seat'],
    [
      'OpenOCD on Debian',
      'ATTRS{idVendor}=="1209", ATTRS{idProduct}=="0d32", MODE="660", GROUP="plugdev", TAG+="uaccess"',
      'seat',
    ],
    ['a group', 'ATTRS{idVendor}=="1209", ATTRS{idProduct}=="0d32", MODE="660", GROUP="plugdev"', 'group'],
    ['alternatives', 'ATTR{idVendor}=="0483|1209", ATTR{idProduct}=="*", MODE:="0666"', 'everyone'],
    ['a continued line', 'ATTR{idVendor}=="1209", \\\n  ATTR{idProduct}=="0D32", \\\n  MODE="0666"', 'everyone'],
    ['another product', 'ATTR{idVendor}=="1209", ATTR{idProduct}=="0d3[4-9]", MODE="0666"', 'none'],
    ['a comment', '# ATTR{idVendor}=="1209", MODE="0666"', 'none'],
    ['a jump', 'ATTR{idVendor}!="1209", GOTO="end"', 'none'],
    ['no rights', 'ATTR{idVendor}=="1209", ENV{ID_MM_DEVICE_IGNORE}="1"', 'none'],
    ['a broken pattern', 'ATTR{idVendor}=="[", MODE="0666"', 'none'],
  ])('%s', (_name, text, reach) => {
    expect(cover(text, runtime)).toBe(reach);
  });
});

describe('setting udev up', () => {
  const system = (code: string) => Object.assign(new Error(code), { code });

  it('writes the rule, then tells udev', async () => {
    const done: string[] = [];
    const result = await carryOutSetup(udevSetup(), {
      write: async (path, text) => void done.push(`write ${path} ${text === udevRule()}`),
      run: async (program, parameters) => void done.push([program, ...parameters].join(' ')),
    });
    expect(done).toEqual([
      `write ${udevRulePath} true`,
      'udevadm control --reload',
      'udevadm trigger --subsystem-match=usb',
    ]);
    expect(result).toEqual({ applied: true });
  });

  it('says when udev could not be informed', async () => {
    const hands = { write: async () => undefined, run: () => Promise.reject(system('ENOENT')) };
    expect(await carryOutSetup(udevSetup({ everyone: true }), hands)).toEqual({ applied: false });
  });

  it.each([
    ['EACCES', 'permission-denied', 'Run: sudo odflash udev-setup'],
    ['EROFS', 'file-unwritable', 'Write the rule there by hand; odflash udev-setup --print shows it.'],
  ])('stops at once when the rule cannot be written (%s)', async (code, expected, next) => {
    let told = false;
    const hands = {
      write: () => Promise.reject(system(code)),
      run: async () => {
        told = true;
      },
    };
    const failure = await carryOutSetup(udevSetup(), hands).catch((thrown: unknown) => thrown);
    expect(isFlasherError(failure) && failure).toMatchObject({ code: expected, next: saying(next) });
    expect(told).toBe(false);
  });
});

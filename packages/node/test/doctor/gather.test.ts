import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FlasherError, type UsbDeviceInfo } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { saying, sentence } from '../../../../test/support/in-english.ts';
import { diagnose, gatherFacts, type LinuxView, udevRule } from '../../src/index.ts';
import { fakeBus, mouse, probe, rom, runtime } from './fake-bus.ts';

/** A machine made of files. */
function machine(files: Record<string, string>, links: Record<string, string> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'odflash-machine-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  const view: LinuxView = { root, userId: 1000, processId: 77 };
  return { root, view, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

const noMachine: LinuxView = { root: '/nonexistent', userId: 1000, processId: 77 };

describe('gathering facts', () => {
  it('tries every board and probe once, with the interface that matters, and nothing else', async () => {
    const bus = fakeBus([rom, runtime, probe, mouse]);
    const facts = await gatherFacts({ bus, platform: 'darwin' });
    expect(bus.log).toEqual([
      'open 1-2',
      'claim 1-2 0',
      'close 1-2',
      'open 1-3',
      'claim 1-3 2',
      'close 1-3',
      'open 1-4',
      'close 1-4',
    ]);
    expect(facts).toEqual({
      platform: 'darwin',
      deviceCount: 4,
      devices: [
        { device: rom, kind: 'rom' },
        { device: runtime, kind: 'runtime' },
        { device: probe, kind: 'probe' },
      ],
    });
  });

  it('asks every board that could be opened for its preflight, and accepts a missing answer', async () => {
    const asked: string[] = [];
    const findings = [{ code: 'board', level: 'ok', text: sentence('It is one.') }] as const;
    const preflightOf = async (device: UsbDeviceInfo) => {
      asked.push(device.path);
      if (device.path === '1-9') throw new FlasherError('timeout', sentence('no answer'));
      if (device.path === '1-10') throw new Error('a bug');
      return { findings, ...(device.path === '1-2' && { startable: false }) };
    };
    const others = ['1-8', '1-9', '1-10'].map((path) => ({ ...rom, path }));
    const bus = fakeBus([rom, runtime, probe, ...others], { 'claim 1-8': 'busy' });
    const facts = await gatherFacts({ bus, platform: 'darwin', preflightOf });
    expect(asked).toEqual(['1-2', '1-3', '1-4', '1-9', '1-10']);
    expect(facts.devices.map(({ preflight, firmware, silence }) => [preflight, firmware, silence?.code])).toEqual([
      [findings, 'none', undefined],
      [findings, undefined, undefined],
      [findings, undefined, undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, 'timeout'],
      [undefined, undefined, 'internal'],
    ]);
  });

  it('looks at the boards that are meant, and at no others', async () => {
    const bus = fakeBus([rom, runtime]);
    const facts = await gatherFacts({ bus, platform: 'darwin', select: ({ path }) => path === runtime.path });
    expect(facts.devices.map(({ device }) => device.path)).toEqual([runtime.path]);
    expect(bus.log.some((line) => line.includes(` ${rom.path}`))).toBe(false);
  });

  it('tells a machine without USB from a library that does not load', async () => {
    for (const reason of ['no-usb', 'library'] as const) {
      const list = async () => {
        throw new FlasherError('usb-unavailable', sentence('why'), { details: { reason } });
      };
      const facts = await gatherFacts({ bus: { ...fakeBus([]), list }, platform: 'linux', linux: noMachine });
      expect(facts.noBus).toEqual({ reason, text: saying('why') });
    }
    const open = async () => {
      throw new FlasherError('usb-unavailable', sentence('does not load'), { details: { reason: 'library' } });
    };
    const facts = await gatherFacts({ bus: { ...fakeBus([rom]), open }, platform: 'linux', linux: noMachine });
    expect(diagnose(facts)[0]).toMatchObject({ code: 'library-does-not-load', evidence: saying('does not load') });
  });

  it('reads Linux: rules as udev ranks them, node, holders, seat, ModemManager, container', async () => {
    using place = machine(
      {
        'proc/sys/kernel/osrelease': '6.1.0\n',
        'proc/42/comm': 'dfu-util\n',
        'proc/43/comm': 'ModemManager\n',
        'proc/77/comm': 'node\n',
        'run/udev/control': '',
        'run/.containerenv': '',
        'run/systemd/seats/seat0': '# private\nACTIVE=2\nACTIVE_UID=1000\n',
        'etc/udev/rules.d/91-odrive.rules': 'ATTR{idVendor}=="1209", MODE="0666"',
        'usr/lib/udev/rules.d/91-odrive.rules': 'ATTR{idVendor}=="0483", MODE="0666"',
        'usr/lib/udev/rules.d/60-other.rules': 'ATTR{idVendor}=="abcd"',
        'sys/bus/usb/devices/1-2/idVendor': '0483',
        'sys/bus/usb/devices/1-2/idProduct': 'df11',
        'sys/bus/usb/devices/1-2/bcdDevice': '2200',
        'sys/bus/usb/devices/1-2/busnum': '1',
        'sys/bus/usb/devices/1-2/devnum': '7',
        'dev/bus/usb/001/007': '',
      },
      {},
    );
    const node = join(place.root, 'dev/bus/usb/001/007');
    for (const holder of ['42', '77']) {
      mkdirSync(join(place.root, 'proc', holder, 'fd'), { recursive: true });
      symlinkSync(node, join(place.root, 'proc', holder, 'fd/5'));
    }
    const facts = await gatherFacts({
      bus: fakeBus([rom], { 'claim 1-2': 'busy' }),
      platform: 'linux',
      linux: place.view,
    });
    expect(facts.linux).toEqual({
      kernel: '6.1.0',
      isRoot: false,
      isContainer: true,
      udevRuns: true,
      hasSeat: true,
      rules: [
        { path: join(place.root, 'etc/udev/rules.d/91-odrive.rules'), text: 'ATTR{idVendor}=="1209", MODE="0666"' },
      ],
      modemManagerRuns: true,
    });
    expect(facts.devices).toMatchObject([{ failure: 'busy', node: { path: node }, holders: ['dfu-util (42)'] }]);
    expect(diagnose(facts)[0]).toMatchObject({ code: 'device-busy', evidence: saying('held by dfu-util (42)') });
  });

  it('turns "no langid" into an explanation', async () => {
    using place = machine({
      'run/udev/control': '',
      'sys/bus/usb/devices/1-2/idVendor': '0483',
      'sys/bus/usb/devices/1-2/idProduct': 'df11',
      'sys/bus/usb/devices/1-2/bcdDevice': '2200',
      'sys/bus/usb/devices/1-2/busnum': '1',
      'sys/bus/usb/devices/1-2/devnum': '7',
      'dev/bus/usb/001/007': '',
    });
    const bus = fakeBus([rom], { 'open 1-2': 'access' });
    const before = await gatherFacts({ bus, platform: 'linux', linux: place.view });
    expect(diagnose(before)[0]).toMatchObject({
      code: 'rule-missing',
      fix: expect.arrayContaining([saying('Run: sudo odflash udev-setup')]),
    });
    mkdirSync(join(place.root, 'etc/udev/rules.d'), { recursive: true });
    writeFileSync(join(place.root, 'etc/udev/rules.d/70-odflash.rules'), udevRule());
    const after = await gatherFacts({ bus, platform: 'linux', linux: place.view });
    expect(diagnose(after)[0]).toMatchObject({ code: 'rule-needs-seat' });
  });

  it('works on a Linux without any of these files', async () => {
    const facts = await gatherFacts({ bus: fakeBus([]), platform: 'linux', linux: noMachine });
    expect(facts.linux).toMatchObject({ kernel: '', udevRuns: false, hasSeat: false, rules: [], isContainer: false });
  });
});

describe('where a board is plugged in', () => {
  it('is a hub, an xHCI controller, or not told; nothing of this machine counts for boards elsewhere', async () => {
    using on = machine({
      'sys/bus/usb/devices/usb1/product': 'xHCI Host Controller\n',
      'sys/bus/usb/devices/usb2/product': 'EHCI Host Controller\n',
      'sys/class/dmi/id/sys_vendor': 'innotek GmbH\n',
      'sys/class/dmi/id/product_name': 'VirtualBox\n',
    });
    const bus = fakeBus([rom, { ...rom, path: '1-4.2' }, { ...rom, path: '2-1' }]);
    const facts = await gatherFacts({ bus, platform: 'linux', linux: on.view });
    expect(facts.devices.map(({ socket }) => socket)).toEqual(['xhci', 'hub', undefined]);
    expect(facts.linux?.virtualMachine).toBe('innotek GmbH VirtualBox');
    const elsewhere = await gatherFacts({ bus, platform: 'linux', linux: on.view, isElsewhere: true });
    expect([elsewhere.linux, elsewhere.devices[0]?.socket]).toEqual([undefined, undefined]);
  });
});

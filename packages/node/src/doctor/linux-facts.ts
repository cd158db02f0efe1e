// What Linux shows of itself in files: udev's rules, who runs, who holds a device. Every fact can be unreadable, and
// then counts as absent.

import { access, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { UsbDeviceInfo } from '@odflash/core';
import { deviceNode, type LinuxDevice } from '../usb/linux-devices.ts';
import type { ExaminedDevice, LinuxFacts, UdevRuleFile } from './facts.ts';

/** The machine as this process sees it; `root` is another place for all files, for tests. */
export interface LinuxView {
  readonly root: string;
  readonly userId: number;
  readonly processId: number;
}

export function thisLinux(): LinuxView {
  return { root: '/', userId: process.getuid?.() ?? -1, processId: process.pid };
}

export async function readLinuxFacts(view: LinuxView): Promise<LinuxFacts> {
  const at = (...parts: string[]) => join(view.root, ...parts);
  const [kernel, marks, udevRuns, hasSeat, rules, modemManagers, ...machine] = await Promise.all([
    textOf(at('proc', 'sys', 'kernel', 'osrelease')),
    Promise.all([at('.dockerenv'), at('run', '.containerenv'), at('run', 'systemd', 'container')].map(exists)),
    exists(at('run', 'udev', 'control')),
    isAtSeat(at('run', 'systemd', 'seats'), view.userId),
    readRules(view.root),
    processesNamed(at('proc'), 'ModemManager'),
    textOf(at('sys', 'class', 'dmi', 'id', 'sys_vendor')),
    textOf(at('sys', 'class', 'dmi', 'id', 'product_name')),
  ]);
  const virtualMachine = virtualMachineOf(machine);
  return {
    kernel: kernel?.trim() ?? '',
    isRoot: view.userId === 0,
    isContainer: marks.includes(true),
    udevRuns,
    hasSeat,
    rules,
    modemManagerRuns: modemManagers > 0,
    virtualMachine,
  };
}

/** As hypervisors call the machines they make (systemd-detect-virt knows them by the same words). */
const hypervisors = /VirtualBox|innotek|VMware|QEMU|KVM|Parallels|Xen|Microsoft Corporation Virtual Machine/i;

function virtualMachineOf(texts: readonly (string | undefined)[]): string | undefined {
  const name = texts.map((text) => text?.trim() ?? '').join(' ');
  return hypervisors.test(name) ? name.trim() : undefined;
}

/** What the device is plugged into. */
export async function examineSocket(view: LinuxView, { path }: UsbDeviceInfo): Promise<'hub' | 'xhci' | undefined> {
  // `1-2.3`: port 3 of the hub in port 2 of bus 1.
  if (path.includes('.')) return 'hub';
  const [bus = ''] = path.split('-');
  const controller = await textOf(join(view.root, 'sys', 'bus', 'usb', 'devices', `usb${bus}`, 'product'));
  return controller !== undefined && /xHCI/i.test(controller) ? 'xhci' : undefined;
}

/** The device's node, and who has it open as far as this user may know. */
export async function examineNode(
  view: LinuxView,
  device: LinuxDevice,
): Promise<Pick<ExaminedDevice, 'node' | 'holders'>> {
  const path = deviceNode(device.busNumber, device.address, view.root);
  const mode = await stat(path).then(
    (status) => (status.mode & 0o777).toString(8).padStart(4, '0'),
    () => undefined,
  );
  return { node: { path, mode }, holders: await holdersOf(view, path) };
}

/** Folders of udev(7), the first of a name wins. */
const ruleFolders = [
  'etc/udev/rules.d',
  'run/udev/rules.d',
  'usr/local/lib/udev/rules.d',
  'usr/lib/udev/rules.d',
  'lib/udev/rules.d',
];

async function readRules(root: string): Promise<readonly UdevRuleFile[]> {
  const found = new Map<string, UdevRuleFile>();
  for (const folder of ruleFolders) {
    const names = (await namesIn(join(root, folder))).filter((name) => name.endsWith('.rules') && !found.has(name));
    for (const name of names) {
      const path = join(root, folder, name);
      found.set(name, { path, text: (await textOf(path)) ?? '' });
    }
  }
  return [...found.values()].filter(({ text }) => /0483|1209/.test(text));
}

/** logind writes each seat's active user into /run/systemd/seats. */
async function isAtSeat(folder: string, userId: number): Promise<boolean> {
  const seats = await Promise.all((await namesIn(folder)).map((name) => textOf(join(folder, name))));
  return seats.some((text) => text?.split('\n').includes(`ACTIVE_UID=${userId}`));
}

async function processesNamed(folder: string, name: string): Promise<number> {
  const names = await Promise.all((await processIds(folder)).map((id) => textOf(join(folder, id, 'comm'))));
  return names.filter((text) => text?.trim() === name).length;
}

async function holdersOf(view: LinuxView, node: string): Promise<readonly string[]> {
  const folder = join(view.root, 'proc');
  const holders: string[] = [];
  for (const id of await processIds(folder)) {
    if (id === String(view.processId)) continue;
    const files = await namesIn(join(folder, id, 'fd'));
    const targets = await Promise.all(files.map((file) => readlink(join(folder, id, 'fd', file)).catch(() => '')));
    if (targets.includes(node)) holders.push(`${(await textOf(join(folder, id, 'comm')))?.trim() ?? '?'} (${id})`);
  }
  return holders;
}

async function processIds(folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter((name) => /^\d+$/.test(name));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

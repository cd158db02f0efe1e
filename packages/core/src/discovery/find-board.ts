// Finds the one board that is meant, running or in DFU mode, and waits for it a while if it is not there yet.

import { sameSerial } from '../board/serial.ts';
import { FlasherError } from '../errors.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import {
  classifyDevice,
  describeDevice,
  refuseOtherChips,
  type Selection,
  selects,
  watchBus,
  withKnownSerials,
  withSerials,
} from './find.ts';
import { type Search, signalOf } from './search.ts';

/** A board on the bus, and how it shows itself. */
export interface Sighting {
  readonly kind: 'rom' | 'runtime';
  readonly device: UsbDeviceInfo;
}

const defaultFindMs = 5_000;
/** A board that is just starting needs no person. */
const silentMs = 1_500;

/** Throws `no-device` when the time is up, `several-devices`, `board-unknown` for another chip's bootloader, and what opening throws where a serial is read that way. */
export async function findBoard(work: Search): Promise<Sighting> {
  const { env, request, emit } = work;
  const { selection = {}, findMs = defaultFindMs } = request;
  const start = env.clock.now();
  let asked = false;
  for (;;) {
    const { found, seen } = await look(env.bus, selection);
    if (found) return found;
    const waited = env.clock.now() - start;
    if (waited >= findMs) throw noBoard(selection, seen);
    if (!asked && waited >= silentMs) {
      asked = true;
      const text =
        'No board connected yet. Connect it with a data cable and switch its supply on (USB does not power it).';
      emit({ type: 'human', step: 'connect-board', text });
      emit({ type: 'waiting', for: 'board', ms: findMs - waited });
    }
    const timeoutMs = Math.min(findMs, asked ? findMs : silentMs) - waited;
    const isNew = (devices: readonly UsbDeviceInfo[]) =>
      boardsIn(devices).some((device) => !seen.some((known) => isSame(known, device))) || undefined;
    await translated('Listing USB devices', () =>
      watchBus(env.bus, isNew, { clock: env.clock, timeoutMs, ...signalOf(work) }),
    );
  }
}

function boardsIn(devices: readonly UsbDeviceInfo[]): readonly UsbDeviceInfo[] {
  return devices.filter((device) => classifyDevice(device) !== 'other');
}

function isSame(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.path === b.path && a.productId === b.productId && a.address === b.address;
}

interface Look {
  readonly found?: Sighting;
  readonly seen: readonly UsbDeviceInfo[];
}

async function look(bus: UsbBus, selection: Selection): Promise<Look> {
  const all = await translated('Listing USB devices', () => bus.list());
  const seen = boardsIn(all);
  const known = selection.serial === undefined ? seen : await withSerials(bus, seen, selection);
  const matching = known.filter((device) => selects(selection, device));
  const [device, second] = matching;
  if (second) throw severalBoards(await withKnownSerials(bus, matching));
  if (!device) refuseOtherChips(all, selection);
  return { seen, ...(device && { found: { kind: classifyDevice(device) === 'rom' ? 'rom' : 'runtime', device } }) };
}

function severalBoards(devices: readonly UsbDeviceInfo[]): FlasherError {
  const clones = devices.every((device) => sameSerial(device.serial, devices[0]?.serial));
  const text = `${devices.length} boards are connected: ${devices.map(describeDevice).join(', ')}.`;
  return new FlasherError('several-devices', text, {
    details: { devices: devices.map(describeDevice), paths: devices.map(({ path }) => path) },
    ...(clones && { next: 'They have the same serial number; choose one with --path.' }),
  });
}

function noBoard({ serial, path }: Selection, others: readonly UsbDeviceInfo[]): FlasherError {
  const wanted = `${serial === undefined ? '' : ` with serial number ${serial}`}${path === undefined ? '' : ` at ${path}`}`;
  const instead = others.length === 0 ? '' : ` Found: ${others.map(describeDevice).join(', ')}.`;
  return new FlasherError('no-device', `No board${wanted} was found, neither running nor in DFU mode.${instead}`, {
    details: { serial: serial ?? null, path: path ?? null, devices: others.map(describeDevice) },
    next:
      others.length > 0 && wanted !== ''
        ? 'Check --serial and --path against odflash list.'
        : 'Use a data cable and switch the supply of the board on; a board without firmware appears only in DFU mode (v3.5 or later: DIP switch on DFU; clones: hold BOOT or set its jumper).',
  });
}

// From facts to findings: a list of rules, each of which knows one kind of trouble. Pure.

import { errorTable, type Finding as PreflightFinding, type UsbDeviceInfo } from '@odflash/core';
import { consentText } from '@odflash/core/ask';
import { otherBootloader } from '@odflash/core/board';
import { named, sameSerial } from '@odflash/core/discovery';
import { message, type Said } from '@odflash/core/messages';
import type { LinkFailure } from '@odflash/core/ports';
import { probeSerial } from '@odflash/core/stlink';
import type { DeviceKind, DoctorFacts, ExaminedDevice, LinuxFacts } from './facts.ts';
import { type Finding, type FindingCode, findingTable } from './findings.ts';
import { keepsModemManagerAway, type RuleCover, ruleCover } from './udev-cover.ts';

/** Everything that can be said of this machine; problems first, then notes, then what is well. */
export function diagnose(facts: DoctorFacts): readonly Finding[] {
  const findings = [
    ...whyNoBus(facts),
    ...facts.devices.flatMap((examined) => judge(examined, facts)),
    ...otherChips(facts),
    ...whyNoBoard(facts),
    ...clones(facts.devices),
    ...secondDevice(facts),
    ...habitsOfLinux(facts),
    ...aheadOnWindows(facts),
  ];
  const rank = { problem: 0, note: 1, ok: 2 };
  return findings.sort((a, b) => rank[a.level] - rank[b.level]);
}

function finding(code: FindingCode, examined?: ExaminedDevice, evidence?: Said): Finding {
  const { level, error, fix } = findingTable[code];
  return {
    code,
    level,
    error,
    title: message(`doctor.${code}`),
    fix: fix.map((step) => message(step)),
    device: examined && named(shownDevice(examined)),
    path: examined?.device.path,
    evidence,
  };
}

/** Clones of a probe give their number as raw bytes. */
function shownDevice({ device, kind }: ExaminedDevice): Pick<UsbDeviceInfo, 'path' | 'serial'> {
  return kind === 'probe' ? { path: device.path, serial: probeSerial(device.serial) } : device;
}

/** What the system or another library says, as it says it. */
function quoted(text: string | undefined): Said | undefined {
  return text === undefined ? undefined : message('common.quoted', { text });
}

function whyNoBus({ noBus, linux }: DoctorFacts): Finding[] {
  if (!noBus) return [];
  if (noBus.reason === 'library') return [finding('library-does-not-load', undefined, noBus.text)];
  if (linux && /microsoft/i.test(linux.kernel))
    return [finding('usb-unavailable-in-wsl', undefined, quoted(linux.kernel))];
  return [finding(linux?.isContainer ? 'usb-unavailable-in-container' : 'usb-unavailable', undefined, noBus.text)];
}

/** Beside a board it is another device, and nothing is wrong. */
function otherChips({ otherChips = [], devices }: DoctorFacts): Finding[] {
  const hasBoard = devices.some(({ kind }) => kind !== 'probe');
  return otherChips.flatMap((device) => {
    const found = otherBootloader(device);
    if (!found) return [];
    const told = {
      ...finding('other-chip', undefined, message('board.other-bootloader', found)),
      device: named(device),
    };
    return [hasBoard ? { ...told, level: 'note' as const } : told];
  });
}

const ready: Readonly<Record<DeviceKind, FindingCode>> = {
  rom: 'board-ready',
  runtime: 'board-running',
  probe: 'probe-ready',
};

function judge(examined: ExaminedDevice, facts: DoctorFacts): Finding[] {
  const { failure, failureText, kind, preflight = [], silence, firmware } = examined;
  if (failure !== undefined) return [causes[failure](examined, facts, quoted(failureText))];
  if (silence) {
    const { code, text, next } = silence;
    // What is wrong behind a probe stands in the failure itself: the probe does answer.
    if (kind === 'probe') {
      const found = finding('device-unresponsive', examined);
      const isBeside = !facts.atProbe && facts.devices.some((one) => one.kind !== 'probe');
      const level = isBeside ? 'note' : found.level;
      return [{ ...found, level, title: text, error: code, fix: next === undefined ? found.fix : [next] }];
    }
    return [{ ...unresponsive(examined, text), error: code }];
  }
  const found = preflight.flatMap((each) => fromPreflight(each, examined));
  const well = found.some(({ level }) => level === 'problem') ? [] : [finding(ready[kind], examined)];
  const without = firmware === 'none' ? [finding('board-without-firmware', examined)] : [];
  return [...found, ...well, ...without];
}

/** What a flash would stop at is a problem, what it would ask about a note, in the words a flash would have used. */
function fromPreflight(found: PreflightFinding, examined: ExaminedDevice): Finding[] {
  const { text: title } = found;
  if (found.level !== 'stop' && found.level !== 'consent')
    return found.level === 'ok' ? [] : [{ ...finding('board-warning', examined), title }];
  const { error, next = errorTable[error].next } = found;
  const consent = found.level === 'consent' ? [message('next.consent', { consent: consentText(found.consent) })] : [];
  return [{ ...finding('board-refused', examined), title, error, fix: [next, ...consent] }];
}

type Cause = (examined: ExaminedDevice, facts: DoctorFacts, said: Said | undefined) => Finding;

const causes: Readonly<Record<LinkFailure, Cause>> = {
  access: whyNoAccess,
  busy: whoHoldsIt,
  'no-driver': whichDriver,
  timeout: (examined, _facts, said) => unresponsive(examined, said),
  disconnected: (examined, _facts, said) => unresponsive(examined, said),
  io: (examined, _facts, said) => unresponsive(examined, said),
};

/**
 * Some host controllers and this ROM do not get along, which a hub in between cures (dfu-util tickets 25 and 78); other hubs are
 * what keeps a board from answering (forum 8438).
 */
const otherSocket = {
  hub: message('next.plug-in-directly'),
  xhci: message('next.plug-in-behind-hub'),
} as const;

function unresponsive(examined: ExaminedDevice, said: Said | undefined): Finding {
  const found = finding('device-unresponsive', examined, said);
  const { socket } = examined;
  return socket === undefined ? found : { ...found, fix: [...found.fix, otherSocket[socket]] };
}

function whyNoAccess(examined: ExaminedDevice, { platform, linux }: DoctorFacts, said: Said | undefined): Finding {
  const { device, node } = examined;
  // WinUSB serves one program at a time and reports every other attempt as a lack of permission.
  if (!linux || !node) return finding(platform === 'win32' ? 'device-busy' : 'access-denied', examined, said);
  const { path, mode } = node;
  if (mode === undefined) return finding('node-missing', examined, message('doctor.saw-no-node', { path }));
  const { reach, group, late } = ruleCover(linux.rules, device);
  return finding(failingRule[reach](linux), examined, message('doctor.saw-node', { path, mode, group, late }));
}

/** Why a rule that reaches a person did not reach this user. */
const failingRule: Readonly<Record<RuleCover['reach'], (linux: LinuxFacts) => FindingCode>> = {
  none: () => 'rule-missing',
  late: () => 'rule-too-late',
  group: () => 'rule-needs-group',
  seat: ({ hasSeat }) => (hasSeat ? 'rule-not-applied' : 'rule-needs-seat'),
  everyone: () => 'rule-not-applied',
};

function whoHoldsIt(examined: ExaminedDevice, _facts: DoctorFacts, said: Said | undefined): Finding {
  const { holders } = examined;
  return finding(
    'device-busy',
    examined,
    holders?.length ? message('doctor.saw-programs', { programs: holders }) : said,
  );
}

const missingDriver: Readonly<Record<DeviceKind, FindingCode>> = {
  rom: 'driver-missing-rom',
  runtime: 'driver-missing-runtime',
  probe: 'driver-missing-probe',
};

/** Drivers libusb can work with on Windows, as their services are called. */
const usableDrivers: readonly string[] = ['winusb', 'libusbk', 'libusb0'];

function whichDriver(examined: ExaminedDevice, { platform }: DoctorFacts, said: Said | undefined): Finding {
  const { driver, kind } = examined;
  if (platform !== 'win32') return finding('device-unresponsive', examined, said);
  if (driver === undefined) return finding(missingDriver[kind], examined, said);
  const usable = usableDrivers.includes(driver.toLowerCase());
  // The right driver and still no way in: it sits on the wrong interface, or the installation stopped half-way.
  return finding(usable ? missingDriver[kind] : 'driver-foreign', examined, message('doctor.saw-driver', { driver }));
}

function whyNoBoard({ noBus, devices, deviceCount, otherChips = [] }: DoctorFacts): Finding[] {
  // A board behind a probe that was asked is one, too.
  const isBoard = ({ kind, preflight, silence }: ExaminedDevice) =>
    kind !== 'probe' || preflight !== undefined || silence !== undefined;
  if (noBus || otherChips.length > 0 || devices.some(isBoard)) return [];
  const missing = finding('no-board', undefined, message('doctor.saw-no-board', { devices: deviceCount }));
  const probe = devices.find(({ kind }) => kind === 'probe');
  return probe ? [missing, finding('probe-holds-board', probe)] : [missing];
}

function clones(devices: readonly ExaminedDevice[]): Finding[] {
  return devices.flatMap((examined, index) => {
    const earlier = devices
      .slice(0, index)
      .find((other) => other.kind === examined.kind && sameSerial(other.device.serial, examined.device.serial));
    return earlier
      ? [finding('same-serial', examined, message('doctor.saw-same-serial', { path: earlier.device.path }))]
      : [];
  });
}

/** The bootloader is another device than the running board; better known of before the board is in DFU mode. */
function aheadOnWindows({ windows, devices }: DoctorFacts): Finding[] {
  if (!windows) return [];
  const found: Finding[] = [];
  if (windows.hasNamelessDevice) found.push(finding('nameless-device'));
  const running = devices.find(({ kind }) => kind === 'runtime');
  const { bootloaderDriver: bound } = windows;
  if (running && bound?.toLowerCase() !== 'winusb') {
    const fix = [message('driver.bootloader-ahead', { bound })];
    found.push({ ...finding('bootloader-driver', running), fix });
  }
  return found;
}

/** A guest is given USB devices one by one; the board is another one in DFU mode. Where that is there, it was given. */
function secondDevice({ noBus, linux, devices }: DoctorFacts): Finding[] {
  if (noBus || !linux || devices.some(({ kind }) => kind === 'rom')) return [];
  if (/microsoft/i.test(linux.kernel)) return [finding('second-device-in-wsl', undefined, quoted(linux.kernel))];
  const { virtualMachine } = linux;
  return virtualMachine === undefined
    ? []
    : [finding('second-device-in-virtual-machine', undefined, quoted(virtualMachine))];
}

function habitsOfLinux({ linux, devices }: DoctorFacts): Finding[] {
  if (!linux) return [];
  const found: Finding[] = [];
  if (!linux.udevRuns && !linux.isRoot) found.push(finding('udev-not-running'));
  const running = devices.find(({ kind }) => kind === 'runtime');
  if (running && linux.modemManagerRuns && !keepsModemManagerAway(linux.rules)) {
    found.push(finding('modem-manager', running));
  }
  return found;
}

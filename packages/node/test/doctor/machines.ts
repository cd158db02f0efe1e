// Every branch of the diagnosis as a machine.

import { sentence } from '../../../../test/support/in-english.ts';
import { type DoctorFacts, udevRule } from '../../src/index.ts';
import { closed, elsewhere, facts, failing, linux, node, ours, probe, rom, runtime } from './facts.ts';

/** Every branch: what a machine is like, and what must be said of it, in this order. */
export const cases: readonly (readonly [
  name: string,
  facts: DoctorFacts,
  codes: readonly string[],
  evidence?: string,
])[] = [
  ['a board in DFU mode that opens', facts([{ device: rom, kind: 'rom', firmware: 'present' }]), ['board-ready']],
  [
    'a board in DFU mode without firmware',
    facts([{ device: rom, kind: 'rom', firmware: 'none' }]),
    ['board-without-firmware', 'board-ready'],
  ],
  ['a running board', facts([{ device: runtime, kind: 'runtime' }]), ['board-running']],
  [
    'a board that a flash would stop at',
    facts([
      {
        device: rom,
        kind: 'rom',
        firmware: 'present',
        preflight: [
          { code: 'board', level: 'ok', text: sentence('It is an ODrive.') },
          {
            code: 'read-protection',
            level: 'stop',
            error: 'read-protected',
            text: sentence('The chip is read-protected.'),
          },
        ],
      },
    ]),
    ['board-refused'],
  ],
  [
    'a board that needs a consent, and one that only asks',
    facts([
      {
        device: runtime,
        kind: 'runtime',
        preflight: [{ code: 'startup', level: 'warn', text: sentence('A motor will move.') }],
      },
      {
        device: rom,
        kind: 'rom',
        preflight: [
          {
            code: 'unsafe-board',
            level: 'consent',
            consent: { what: 'unsafe-dfu', serial: 'A' },
            error: 'unsafe-board',
            text: sentence('DFU mode can destroy it.'),
          },
        ],
      },
    ]),
    ['board-refused', 'board-warning', 'board-running'],
  ],
  [
    'a board that opens and does not answer',
    facts([{ device: rom, kind: 'rom', silence: { code: 'timeout', text: sentence('no answer') } }]),
    ['device-unresponsive'],
    'no answer',
  ],
  [
    'a running board and ModemManager',
    facts([{ device: runtime, kind: 'runtime' }], { linux: { ...linux, modemManagerRuns: true } }),
    ['modem-manager', 'board-running'],
  ],
  [
    'a running board and ModemManager, told to keep away',
    facts([{ device: runtime, kind: 'runtime' }], { linux: { ...linux, modemManagerRuns: true, rules: [ours] } }),
    ['board-running'],
  ],
  [
    'a running board and ModemManager, told so in a rule that is commented out',
    facts([{ device: runtime, kind: 'runtime' }], {
      linux: { ...linux, modemManagerRuns: true, rules: [{ ...ours, text: ours.text.replace(/^/gm, '# ') }] },
    }),
    ['modem-manager', 'board-running'],
  ],
  ['an empty bus', facts([]), ['no-board'], '2 devices on the bus, none of them an ODrive'],
  [
    "another chip's bootloader and no board",
    facts([], { otherChips: [{ ...rom, vendorId: 0x28e9, productId: 0x0189 }] }),
    ['other-chip'],
    'a GigaDevice GD32 in its bootloader (28e9:0189)',
  ],
  [
    "another chip's bootloader beside a board, where it is no problem",
    facts([{ device: rom, kind: 'rom', firmware: 'present' }], {
      otherChips: [{ ...rom, vendorId: 0x2e3c, path: '1-8' }],
    }),
    ['other-chip', 'board-ready'],
  ],
  ['a probe and no board', facts([{ device: probe, kind: 'probe' }]), ['no-board', 'probe-holds-board', 'probe-ready']],
  ['no rule for the board', facts([closed]), ['rule-missing'], '/dev/bus/usb/001/005 has mode 0664'],
  [
    'a rule for another board only',
    facts([closed], { linux: { ...linux, rules: [{ path: 'x', text: udevRule().replaceAll('"df11"', '"3748"') }] } }),
    ['rule-missing'],
  ],
  ['a rule that has not been applied', facts([closed], { linux: { ...linux, rules: [ours] } }), ['rule-not-applied']],
  [
    'a rule for the seat, over ssh',
    facts([closed], { linux: { ...linux, rules: [ours], hasSeat: false } }),
    ['rule-needs-seat'],
  ],
  [
    'a uaccess rule in a file that is read after the seats',
    facts([closed], { linux: { ...linux, rules: [{ ...ours, path: '/etc/udev/rules.d/91-odrive.rules' }] } }),
    ['rule-too-late'],
    '/dev/bus/usb/001/005 has mode 0664, the rule is in /etc/udev/rules.d/91-odrive.rules',
  ],
  [
    'the same beside one that is in time',
    facts([closed], { linux: { ...linux, rules: [{ ...ours, path: '/etc/udev/rules.d/91-odrive.rules' }, ours] } }),
    ['rule-not-applied'],
  ],
  [
    'a running board in WSL, whose bootloader has to be attached as well',
    facts([{ device: runtime, kind: 'runtime' }], {
      linux: { ...linux, kernel: '5.15.153.1-microsoft-standard-WSL2' },
    }),
    ['second-device-in-wsl', 'board-running'],
  ],
  [
    'no board in a virtual machine',
    facts([], { linux: { ...linux, virtualMachine: 'innotek GmbH VirtualBox' } }),
    ['no-board', 'second-device-in-virtual-machine'],
  ],
  [
    'a board in DFU mode in a virtual machine, which was passed through',
    facts([{ device: rom, kind: 'rom' }], { linux: { ...linux, virtualMachine: 'QEMU Standard PC' } }),
    ['board-ready'],
  ],
  [
    'a rule for everyone, over ssh, not applied',
    facts([closed], {
      linux: { ...linux, rules: [{ ...ours, text: udevRule({ everyone: true }) }], hasSeat: false },
    }),
    ['rule-not-applied'],
  ],
  [
    'a rule for a group',
    facts([closed], {
      linux: {
        ...linux,
        rules: [{ path: 'x', text: 'ATTRS{idVendor}=="0483", ATTRS{idProduct}=="df11", GROUP="plugdev", MODE="0660"' }],
      },
    }),
    ['rule-needs-group'],
    '/dev/bus/usb/001/005 has mode 0664, the rule names the group plugdev',
  ],
  [
    'no device node',
    facts([{ ...closed, node: { path: node.path } }]),
    ['node-missing'],
    '/dev/bus/usb/001/005 does not exist',
  ],
  [
    'no udev, not root',
    facts([closed], { linux: { ...linux, udevRuns: false } }),
    ['rule-missing', 'udev-not-running'],
  ],
  [
    'no udev, but root',
    facts([{ device: rom, kind: 'rom' }], { linux: { ...linux, udevRuns: false, isRoot: true } }),
    ['board-ready'],
  ],
  ['access refused on macOS', elsewhere('darwin', failing('access')), ['access-denied']],
  ['access refused on Windows', elsewhere('win32', failing('access')), ['device-busy']],
  [
    'another program has it',
    facts([failing('busy', { holders: ['node (4711)', 'chrome (42)'] })]),
    ['device-busy'],
    'held by node (4711), chrome (42)',
  ],
  ['another program has it, unknown which', facts([failing('busy')]), ['device-busy'], 'what it said'],
  ['Windows without a driver for DFU', elsewhere('win32', failing('no-driver')), ['driver-missing-rom']],
  [
    'Windows without a driver for the running board',
    elsewhere('win32', failing('no-driver', { device: runtime, kind: 'runtime' })),
    ['driver-missing-runtime'],
  ],
  [
    'Windows without a driver for a probe',
    elsewhere('win32', failing('no-driver', { device: probe, kind: 'probe' })),
    ['driver-missing-probe', 'no-board', 'probe-holds-board'],
  ],
  [
    'Windows with ST’s old driver',
    elsewhere('win32', failing('no-driver', { driver: 'STTub30' })),
    ['driver-foreign'],
    'its driver is STTub30',
  ],
  [
    'Windows with WinUSB on the wrong interface',
    elsewhere('win32', failing('no-driver', { driver: 'WINUSB' })),
    ['driver-missing-rom'],
    'its driver is WINUSB',
  ],
  [
    'Windows with a board that runs and no driver for its bootloader',
    { ...elsewhere('win32', { device: runtime, kind: 'runtime' }), windows: { hasNamelessDevice: false } },
    ['bootloader-driver', 'board-running'],
  ],
  [
    'Windows with a device that it can read nothing of',
    { ...facts([]), platform: 'win32', windows: { bootloaderDriver: 'WINUSB', hasNamelessDevice: true } },
    ['no-board', 'nameless-device'],
  ],
  ['no driver elsewhere', facts([failing('no-driver')]), ['device-unresponsive']],
  ['a board that does not answer', facts([failing('timeout')]), ['device-unresponsive'], 'what it said'],
  ['a board that goes while it is looked at', facts([failing('disconnected')]), ['device-unresponsive']],
  ['a broken cable', facts([failing('io')]), ['device-unresponsive']],
  [
    'two boards of one serial number',
    facts([
      { device: rom, kind: 'rom' },
      { device: { ...rom, path: '1-5' }, kind: 'rom' },
    ]),
    ['same-serial', 'board-ready', 'board-ready'],
    'as at 1-2',
  ],
  [
    'no USB',
    facts([], { noBus: { reason: 'no-usb', text: sentence('no /sys/bus/usb') } }),
    ['usb-unavailable'],
    'no /sys/bus/usb',
  ],
  [
    'no USB in a container',
    facts([], { noBus: { reason: 'no-usb', text: sentence('') }, linux: { ...linux, isContainer: true } }),
    ['usb-unavailable-in-container'],
  ],
  [
    'no USB in WSL',
    facts([], {
      noBus: { reason: 'no-usb', text: sentence('') },
      linux: { ...linux, kernel: '5.15.153.1-microsoft-standard-WSL2' },
    }),
    ['usb-unavailable-in-wsl'],
  ],
  [
    'no USB library',
    facts([], { noBus: { reason: 'library', text: sentence('libudev.so.1: cannot open') } }),
    ['library-does-not-load'],
    'libudev.so.1: cannot open',
  ],
];

// Options of the ST-Link that `+stlink` wires to a board: which one it is, how it is wired, and what goes wrong with it.

import { type ProbeModelName, probeModels } from '../probe/models.ts';
import type { ProbeSettings, SwdFaultKind } from '../probe/settings.ts';
import { type BoardOption, set } from './board-option.ts';
import { number, numbers, word } from './values.ts';
import type { WireFaultKind } from './wire.ts';

/** A option whose values are the words of one member of the probe's settings; the first is the default. */
function probeWords<Name extends keyof ProbeSettings>(
  name: string,
  member: Name,
  words: readonly (ProbeSettings[Name] & string)[],
  stands: string,
  text: string,
): BoardOption {
  const read = word(words, (value) => set.probe({ [member]: value }));
  return { name, value: words.join(' | '), default: words[0] ?? '', stands, text, read };
}

function atUsbTransfer(kind: WireFaultKind, stands: string, text: string): BoardOption {
  return {
    name: `probe-${kind}-at`,
    value: 'N[:N…]',
    default: 'never',
    stands,
    text,
    read: numbers(1, 1e9, (ordinals) => (settings) => {
      const { usb } = settings.probe;
      return set.probe({ usb: { ...usb, at: { ...usb.at, [kind]: ordinals } } })(settings);
    }),
  };
}

function atCommand(kind: SwdFaultKind, stands: string, text: string): BoardOption {
  return {
    name: `swd-${kind}-at`,
    value: 'N[:N…]',
    default: 'never',
    stands,
    text,
    read: numbers(1, 1e9, (ordinals) => (settings) => {
      const { swd } = settings.probe;
      return set.probe({ swd: { ...swd, at: { ...swd.at, [kind]: ordinals } } })(settings);
    }),
  };
}

/** What kind of probe it is, how it is wired, the state it is found in. */
export const probeOptions: readonly BoardOption[] = [
  {
    name: 'probe',
    value: Object.keys(probeModels).join(' | '),
    default: 'v2',
    stands: 'genuine dongles, clones with firmware J17, Nucleo boards, V3, one whose firmware update was interrupted',
    text: 'which ST-Link it is',
    read: word(Object.keys(probeModels) as ProbeModelName[], (model) => set.probe({ model })),
  },
  {
    name: 'probe-firmware',
    value: '1 to 63',
    default: 'as the model has it',
    stands: 'old firmware: no voltage below J13, no clock below J22, no debug port registers below J24',
    text: 'the number behind J in the version of its firmware',
    read: number(1, 63, (firmware) => set.probe({ firmware })),
  },
  probeWords(
    'probe-version',
    'version',
    ['own', 'zeros'],
    'V0J8S0, VID:PID 0000:0000: a probe that was made a J-Link and back',
    'what it says of itself',
  ),
  {
    name: 'probe-serial',
    value: 'digits | raw | odd',
    default: 'as the model has it',
    stands: 'unprintable serial numbers of clones; one a debugger that hung left behind',
    text: 'how its serial number comes: 24 digits, 12 raw bytes, or neither',
    read: word(['digits', 'raw', 'odd'] as const, (serial) => set.probe({ serial })),
  },
  probeWords(
    'probe-found',
    'found',
    ['idle', 'dfu', 'left-over', 'hanging'],
    'a V2 just plugged in; a probe another debugger left behind; one that answers nothing',
    'the state it is found in',
  ),
  {
    name: 'probe-taken',
    value: 'no | yes',
    default: 'no',
    stands: 'CubeProgrammer or an IDE is still open',
    text: 'another program has claimed it',
    read: word(['no', 'yes'] as const, (value) => set.probe({ taken: value === 'yes' })),
  },
  probeWords(
    'sense',
    'sense',
    ['wired', 'open', 'floating'],
    'the 3.3 V trick: target voltage 0.0 V, or 1.55 V, and nothing answers',
    'the pin a genuine probe measures the target voltage at',
  ),
  {
    name: 'target-voltage',
    value: 'millivolts',
    default: 'what is wired',
    stands: 'readings of clones and of pins wired to something else',
    text: 'what the probe reads as target voltage, whatever is wired',
    read: number(0, 9999, (millivolts) => set.probe({ millivolts })),
  },
  probeWords(
    'nrst',
    'resetLine',
    ['wired', 'open'],
    '"NRST is not connected": the cable with three wires',
    'the reset line',
  ),
  probeWords(
    'swd',
    'wires',
    ['right', 'open', 'swapped'],
    'init mode failed although the voltage is right',
    'SWDIO and SWCLK',
  ),
  {
    name: 'idcode',
    value: 'a word such as 0x10016413',
    default: 'as the model has it',
    stands: 'other revisions; 0x20006411 is an F405 of 2012; other chips',
    text: 'what DBGMCU_IDCODE reads',
    read: number(0, 0xffff_ffff, (idCode) => set.board({ idCode })),
  },
  {
    name: 'flash-size',
    value: 'true | zero',
    default: 'true',
    stands: 'an F415RG whose flash size register read 0',
    text: 'the flash size register',
    read: word(['true', 'zero'] as const, (value) => set.chip({ hidesFlashSize: value === 'zero' })),
  },
];

/** What happens to a probe while it works. */
export const probeFaultOptions: readonly BoardOption[] = [
  atUsbTransfer('stall', 'a refused transfer', 'transfer n to the probe stalls'),
  atUsbTransfer('timeout', 'an answer that got lost', 'transfer n is executed but never answered'),
  atUsbTransfer('lost', 'a transfer that got lost', 'transfer n is neither executed nor answered'),
  atUsbTransfer('short', 'a short transfer', 'only half of transfer n happens'),
  atUsbTransfer('corrupt', 'a bad cable or hub', 'one bit of the data of transfer n is wrong'),
  atUsbTransfer('replug', 'a loose cable', 'the probe is out for a moment at transfer n and starts anew'),
  atUsbTransfer('gone', 'a probe pulled out', 'the probe is gone for good at transfer n'),
  atUsbTransfer('bus-reset', 'another program resets the port', 'a bus reset comes before transfer n'),
  atCommand('wait', 'status 10', 'command n to the chip is answered WAIT'),
  atCommand('fault', 'status 11', 'command n to the chip is answered FAULT and not executed'),
  atCommand('parity', 'long wires at 4 MHz', 'command n returns with a parity error'),
  atCommand('silent', 'a loose wire', 'nothing answers command n'),
  atCommand(
    'lost',
    'firmware that switches its debug pins off, a chip that hangs',
    'SWD is dead from command n until a power cycle',
  ),
  atCommand('reset', 'a watchdog, a spike: the chip resets', 'the chip resets itself at command n'),
  atCommand('power-cut', 'the supply is switched off', 'the supply fails for good at command n'),
  atCommand('brown-out', 'a weak supply', 'the supply fails for a moment at command n'),
  {
    name: 'swd-lost-in-code',
    value: 'no | yes',
    default: 'no',
    stands: 'an erased ODrive on a clone: "jtag status contains invalid mode value" during the flash loader',
    text: 'SWD is dead, until a power cycle, once a loader runs',
    read: word(['no', 'yes'] as const, (value) => (settings) => {
      const { swd } = settings.probe;
      return set.probe({ swd: { ...swd, lostInCode: value === 'yes' } })(settings);
    }),
  },
];

import type { SwdActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const j2 = 'J2 carries /RST, SWD, GND, SWC, VCC, in this order: SWD to SWDIO, GND to GND, SWC to SWCLK.';
const oneSource = 'Power the board from exactly one source: DC supply, 5 V or 3.3 V. Its USB port does not power it.';
const wires = `Check the wires. ${j2} Firmware that sleeps or uses these pins is reached under reset: wire /RST to NRST as well.`;

/** By what the probe reads as the supply of the board. */
const wiring = {
  unseen: `Wire VCC of J2, the board's 3.3 V, to VCC of the probe. ${oneSource}`,
  low: `${oneSource} Check the wire from VCC of J2 to VCC of the probe.`,
  supplied: wires,
  'not-told': `${oneSource} ${wires}`,
} as const;

const cloneWiring = `${oneSource} If the reading stays when the board is off, the VCC pin of the probe is an output: connect it to VCC of J2 only if the board has no other supply. ${wires}`;

export const swdActions: Texts<SwdActionMessages> = {
  'next.plug-in-stlink': 'Plug in the ST-Link; odflash list shows what is found.',
  'next.rewrite-probe-firmware':
    "Write the probe's firmware again with ST's updater (STSW-LINK007), or use another probe.",
  'next.replug-probe-or-rewrite-firmware':
    "Unplug the probe and plug it in again. If that does not help, write its firmware with ST's updater (STSW-LINK007).",
  'next.use-supported-probe': 'Use an ST-Link/V2, V2-1 or V3.',
  'next.close-probe-programs':
    'Close the program that uses the probe (STM32CubeProgrammer, an IDE with its debug server, OpenOCD, a browser tab), then try again. If none is open, unplug the probe and plug it in again.',
  'next.free-and-replug-probe': 'Close other programs that use the probe, unplug it and plug it in again.',
  'next.free-replug-and-repeat':
    'Close other programs that use the probe, unplug it, plug it in again, and run the same command again.',
  'next.power-cycle-and-repeat': 'Power-cycle the board, then run the same command again.',
  'next.connect-probe-to-odrive':
    'Connect the probe to J2 of the ODrive. On a Nucleo or Discovery board, disconnect the probe from its own chip first.',
  'next.connect-original-board':
    'Connect the probe to the original board and run the same command again; it continues where it stopped.',
  'next.restore-probe-connection':
    'Plug in the probe, power the board, check the wires and run the same command again; it continues where it stopped.',
  'next.power-cycle-lost-chip':
    'Check the supply of the board and the wires, power-cycle the board (a chip that has lost SWD answers again after that) and run the same command again; it continues where it stopped.',
  'next.check-swd-wiring': ({ reading, clone }) => (clone && reading === 'supplied' ? cloneWiring : wiring[reading]),
};

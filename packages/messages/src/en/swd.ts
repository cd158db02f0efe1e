import type { SwdMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';
import { probeText } from './stlink.ts';
import { deviceText } from './words.ts';

const coreText = (core: string | number): string => (typeof core === 'string' ? core : `core ${hex(core)}`);

const familyText = (family: string | number): string =>
  typeof family === 'string' ? family : `STM32 with device id ${hex(family)}`;

const meanings = {
  unseen:
    'The probe detects no supply voltage. Its VCC pin is an input: it measures the board there and powers its level shifters from it.',
  low: 'The supply of the board is too low.',
  supplied: 'The board has a supply, so the cause is the wiring or the firmware.',
  'not-told': 'The firmware of the probe does not measure the supply.',
} as const;

const cloneMeaning = 'A clone probe measures its own supply there, so the board may be unpowered.';

const resets = { pin: 'NRST was pulled', request: 'a reset was requested' } as const;

export const swd: Texts<SwdMessages> = {
  'swd.chip-core': ({ core }) => `a chip with a ${coreText(core)}`,
  'swd.chip-copy': ({ family, core, revision }) =>
    `a copy of ${familyText(family)}, such as GigaDevice makes (${coreText(core)}, revision ${revision})`,
  'swd.chip-other': ({ family, core }) => `${familyText(family)} (${coreText(core)})`,
  'swd.chip-f405': ({ family, revision, flashKiB }) =>
    `${familyText(family)} rev ${revision}, ${flashKiB === undefined ? 'flash size unknown' : `${flashKiB} KiB`}`,
  'swd.other-chip': ({ chip }, say) =>
    `The chip at the ST-Link is ${say(chip)}. ODrive firmware is for the STM32F405 with 1024 KiB; odflash does not write the flash of another chip.`,
  'swd.no-arm-core': ({ cpuid }) => `CPUID reads ${hex(cpuid)}, which is not an ARM core.`,
  'swd.no-reset': 'The chip did not carry out the reset.',
  'swd.no-halt': ({ by }) => `The core did not halt at its reset after ${resets[by]}.`,
  'swd.sector-protected': ({ request }, say) => `The chip refused the ${say(request)}: the sector is protected.`,
  'swd.flash-error': ({ request, flashStatus }, say) =>
    `The chip reported an error during ${say(request)}: FLASH_SR reads ${flashStatus}.`,
  'swd.still-busy': ({ request, ms }, say) => `The chip is still busy after ${ms} ms (${say(request)}).`,
  'swd.unsteady': 'Repeated reads of the memory differ.',
  'swd.power-cycle-after-unlock':
    'The protection is removed and the flash is erased. The chip allows access to its flash only after a power cycle.',
  'swd.serial-not-found': ({ serial, others }) => {
    const found = others.map(
      (other) => `${other.serial ?? 'a chip without a number'} behind the ${probeText(other.probe)}`,
    );
    return `No chip with the serial number ${serial} was found. Found: ${found.join(', ')}.`;
  },
  'swd.silent': ({ probe, firmware, volts, reading, clone }) => {
    const read = volts === undefined ? '' : ` It reads ${volts.toFixed(1)} V.`;
    const meaning = clone && reading === 'supplied' ? cloneMeaning : meanings[reading];
    return `No chip answers at the ${probe} (${firmware}).${read} ${meaning}`;
  },
  'swd.code-late': ({ request }, say) => `The ${say(request)} does not complete.`,
  'swd.code-stopped': ({ request }, say) => `The code in the chip stopped during the ${say(request)}.`,
  'swd.code-damaged': 'The code in the SRAM of the chip differs from the code written.',
  'swd.probe-disconnected': 'The probe is not connected.',
  'swd.link-closed': 'The link to the probe is closed.',
  'swd.probe-silent': ({ cause }, say) => `The probe does not answer: ${say(cause)}`,
  'swd.chip-changed': ({ found, expected }, say) =>
    `Another chip answers at the probe: ${say(found)} instead of ${expected ?? 'the previous one'}.`,
  'swd.probe-did-not-return': ({ device }) => `The probe ${deviceText(device)} was disconnected and did not reconnect.`,
  'swd.did-not-return': ({ device }) => `The board at the probe ${deviceText(device)} did not reconnect.`,
};

import type { ProbeSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';

const joinVcc =
  "Wire the board's 3.3 V (VCC of J2) to the probe's VCC. J2 carries /RST, SWD, GND, SWC, VCC, in this order.";

const powered =
  'Power the board: DC supply, or 3.3 V or 5 V from exactly one source. The USB port does not power an ODrive v3.';

const wiring =
  'Check the wires: SWD to SWDIO, SWC to SWCLK, GND to GND; read the pin names on the shell of a clone probe.';

const underReset =
  'Wire /RST of J2 to NRST of the probe and connect under reset, or, on a v3.5 or later, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board.';

const vcc =
  "VCC (VAPP, pin 1 of a 20-pin plug) of a genuine ST-Link is an input: the probe measures the board's supply there, and powers its level shifters from it.";

export const probeSymptoms: Readonly<Record<ProbeSymptomCode, SymptomText>> = {
  'probe-no-voltage': {
    causes: [
      `The probe measures no supply voltage of the board. ${vcc}`,
      'The board has no supply, or the probe is part of a Nucleo board and measures the chip there.',
    ],
    remedies: [
      joinVcc,
      powered,
      'A clone probe whose pin is an output (it shows about 3.2 V without a board) must not be connected to a board that has its own supply.',
    ],
  },
  'probe-own-supply': {
    causes: [
      'The probe is a clone whose VCC pin is an output: it shows its own 3.3 V, about 3.2 V with and without a board, whatever the board has.',
    ],
    remedies: [
      "Switch the board off. If the reading does not fall, it is the probe's own supply: connect its VCC to the board only if the board has no other supply.",
      powered,
    ],
  },
  'probe-no-target': {
    causes: [
      'The chip does not answer over SWD: the board has no supply, SWD and SWC are swapped or loose, or a clone probe has a different pin order.',
      `A genuine probe without VCC: ${vcc}`,
      'A clone probe shows its own supply as target voltage, about 3.2 V with and without a board, whatever the board has.',
      'The firmware sleeps, or uses the SWD pins for another purpose.',
    ],
    remedies: [
      powered,
      joinVcc,
      'A reading of about 3.2 V that does not fall when the board is off is the supply of a clone probe: connect its VCC to the board only if the board has no other supply.',
      wiring,
      underReset,
    ],
  },
  'probe-wiring': {
    causes: ['J2 of an ODrive v3 carries /RST, SWD, GND, SWC, VCC, in this order; the VCC end is next to R2.'],
    remedies: [
      'GND to GND first, SWD to SWDIO, SWC to SWCLK, /RST to NRST, VCC to VCC of a genuine probe; a clone that shows 3.2 V without a board: VCC only if the board has no other supply.',
      powered,
      'odflash list shows what the probe reads and whether a chip answers; odflash doctor --via stlink gives details.',
    ],
  },
  'probe-old-board': {
    causes: [
      'Boards up to v3.4 are flashed with an ST-Link: in DFU mode their bootloader switches both brake-resistor transistors on.',
    ],
    remedies: [
      'Remove the DC supply, then power the board with 3.3 V or 5 V from one source: while the chip is stopped, the gates of the brake transistors float.',
      'Wire J2, whose pins are /RST, SWD, GND, SWC, VCC, to NRST, SWDIO, GND, SWCLK, VCC of the probe.',
      'odflash update --via stlink installs a release and keeps the configuration; odflash flash FILE --via stlink flashes a file.',
    ],
  },
  'probe-held-in-reset': {
    causes: [
      'The reset line of the chip is held low: the wire at /RST is on a wrong pin or on GND, or other hardware pulls it low.',
      'The supply is below the brown-out threshold of the option bytes.',
    ],
    remedies: [
      'Disconnect the wire at /RST and try again: SWD, SWC and GND are enough.',
      powered,
      'odflash info --via stlink shows the brown-out threshold.',
    ],
  },
  'probe-half-voltage': {
    causes: [
      'The sense pin of the probe floats or has a bad contact: the reading is not the supply of the board. st-flash then writes bytes, which takes longer than its timeout (stlink #1335, #1340).',
      vcc,
    ],
    remedies: [
      joinVcc,
      'odflash flash FILE --via stlink does not depend on that reading: it writes words, reads everything back, and falls back to bytes where the contents differ.',
    ],
  },
  'probe-stuck': {
    causes: [
      'A program that was killed left the probe in the middle of a command.',
      'The probe waits for new firmware: an update was interrupted (a V3 then appears as 0483:374d or 0483:3755).',
    ],
    remedies: [
      'Unplug the probe and plug it in again.',
      "If that does not help, run the update of the probe again with ST's STSW-LINK007 or STM32CubeProgrammer.",
    ],
  },
  'probe-verify-differs': {
    causes: [
      'The bytes read back differ from those written: wires too long for the clock, a supply that drops while the chip writes, or write protection.',
    ],
    remedies: [
      'Shorten the wires and use a lower SWD clock (950 kHz or less); check the supply of the board.',
      'odflash flash FILE --via stlink writes sectors that differ again and slows the clock down by itself; odflash info --via stlink shows the protection.',
    ],
  },
  'probe-no-bank': {
    causes: [
      'The ELF file of ODrive contains a section for core-coupled memory (CCM) at 0x10000000, which is RAM: OpenOCD finds no flash there.',
    ],
    remedies: [
      'Flash the .hex or .bin file, or flash the .elf with odflash, which skips RAM sections and reports that.',
    ],
  },
  'probe-lost-target': {
    causes: [
      'The connection to the chip was lost in the middle: the supply dropped, a wire is loose or long, a clone probe cannot supply the board.',
      'The firmware went to sleep, reset itself or changed the SWD pins while it was read.',
    ],
    remedies: [
      'Power-cycle the board: a chip that lost SWD while a loader ran answers again after that.',
      powered,
      'Shorten the wires and use a lower SWD clock (480 kHz or less).',
      underReset,
    ],
  },
  'probe-write-refused': {
    causes: [
      'The chip refuses to be written: write-protected sectors, read protection, or option bytes damaged by a power cut while the firmware saved its configuration (ODrive forum 9178).',
      'The supply of the chip dropped while it was written.',
    ],
    remedies: [
      'odflash unlock --via stlink removes the protection, over DFU odflash unlock. Removing read protection erases everything on the chip, the configuration included.',
      'Power-cycle the board afterwards.',
    ],
  },
  'probe-after-unlock': {
    causes: ['The protection is removed; the chip shows its flash to a probe only after a power-on.'],
    remedies: [
      'Switch the supply of the board off and on; a reset is not enough. Unplug a clone probe whose VCC supplies the board as well.',
      'Then flash the board: removing read protection has erased everything, the configuration included.',
    ],
  },
  'probe-firmware': {
    causes: [
      'The firmware of the probe is old or damaged (a version of zeros is seen after a probe was turned into a J-Link and back).',
    ],
    remedies: [
      'odflash works with firmware from J17 on, as on old clones: odflash flash FILE --via stlink.',
      "Otherwise update the probe with ST's STSW-LINK007 or STM32CubeProgrammer; some clone probes refuse newer firmware.",
    ],
  },
  'probe-not-opened': {
    causes: [
      'No ST-Link is plugged in, or this user may not open it: on Linux the udev rule is missing, on Windows the ST driver.',
      'Another program has the probe open: an IDE, a GDB server, STM32CubeProgrammer, a browser tab.',
    ],
    remedies: [
      'Close other programs that use the probe, then unplug it and plug it in again.',
      'On Linux run: sudo odflash udev-setup; its rule names every ST-Link. On Windows install ST driver STSW-LINK009.',
    ],
  },
  'probe-odd-serial': {
    causes: [
      'No ST-Link is plugged in, or the serial number of the probe cannot be read: a debugger that hung can leave an invalid one, and clones send raw bytes.',
    ],
    remedies: [
      'Unplug the probe and plug it in again.',
      'odflash list shows every probe and needs no serial number: --path selects one of several.',
    ],
  },
  'probe-busy': {
    causes: [
      'Another program has the probe open: an IDE with its debug server, STM32CubeProgrammer, OpenOCD, a browser tab.',
      'A debugger that was killed left the probe in an undefined state.',
      'On Linux this user may not open the probe: STM32CubeProgrammer shows the same message then.',
    ],
    remedies: ['Close the other program.', 'Unplug the probe and plug it in again.'],
  },
  'probe-other-chip': {
    causes: [
      'A chip other than the STM32F405 of an ODrive v3 answers: that of a Nucleo or Discovery board whose probe is still connected to it, or a clone with a chip of another maker.',
    ],
    remedies: [
      'Disconnect the probe of a Nucleo or Discovery board from its own chip (remove the two CN2 or CN3 jumpers), then wire it to J2 of the ODrive.',
      'For a clone with another chip use the tool and the firmware of its maker.',
    ],
  },
  'probe-feeds-board': {
    causes: [
      "The 3.3 V pin of a clone probe supplies the board through VCC of J2, in conflict with the board's own supply.",
    ],
    remedies: [
      'Connect VCC to a clone probe only while the board has no other supply; otherwise SWD, SWC and GND are enough.',
    ],
  },
  'probe-not-genuine': {
    causes: [
      'The program accepts only probes and chips made by ST, and found a copy: a clone probe, or a board whose chip is of another maker.',
    ],
    remedies: [
      'odflash flash FILE --via stlink works with clone probes. It refuses a chip other than the STM32F405 and names it.',
    ],
  },
  'probe-script': {
    causes: [
      'OpenOCD does not find a file: its script has another name in this version, the firmware file is in another folder, or no probe was chosen with -f.',
    ],
    remedies: [
      'OpenOCD 0.11 and newer: openocd -f interface/stlink.cfg -f target/stm32f4x.cfg -c "program FILE verify reset exit".',
      'odflash flash FILE --via stlink needs no scripts.',
    ],
  },
  'probe-notice': {
    causes: [
      'Nothing is wrong: the probe knows only some clock rates; without a reset wire the tool resets the chip through its debug port; some chips do not report the size of their flash; scripts of OpenOCD were renamed.',
    ],
    remedies: ['Nothing to do.'],
  },
  'probe-not-blank': {
    causes: ['A tool wrote without erasing first, or an erase had no effect: the sectors are write-protected.'],
    remedies: [
      'Flash the board with odflash: it erases each sector and reads everything back.',
      'If it repeats: odflash unlock --via stlink removes the protection. That erases everything, the configuration included.',
    ],
  },
};

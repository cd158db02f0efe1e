// What goes wrong between a tool and a board over an ST-Link. Texts as OpenOCD 0.12, st-flash 1.7 and STM32CubeProgrammer 2.x
// print them (OpenOCD src/jtag/drivers/stlink_usb.c, stlink src/stlink-lib, public logs).

import { by, progress, type Symptom } from './symptom.ts';

const vcc =
  "VCC (VAPP, pin 1 of a 20-pin plug) of a genuine ST-Link is an input: the probe measures the board's supply there, and powers its level shifters from it.";
const joinVcc =
  "Wire the board's 3.3 V (VCC of J2) to the probe's VCC. J2 carries /RST, SWD, GND, SWC, VCC, in this order.";
const powered =
  'Power the board: DC supply, or 3.3 V or 5 V from exactly one source. The USB port does not power an ODrive v3.';
const wiring =
  'Check the wires: SWD to SWDIO, SWC to SWCLK, GND to GND; read the pin names on the shell of a clone probe.';
const underReset =
  'Wire /RST of J2 to NRST of the probe and connect under reset, or, on a v3.5 or later, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board.';

export const probeSymptoms: readonly Symptom[] = [
  {
    id: 'probe-no-voltage',
    seen: [
      ...by(
        'OpenOCD',
        'Target voltage: 0.…',
        'Target voltage: 1.…',
        'target voltage may be too low for reliable debugging',
        'Error: target voltage may be too low',
      ),
      ...by('STM32CubeProgrammer', 'Voltage : 0.…', 'ST-LINK error: target voltage is too low'),
    ],
    asked: [
      'target|vcc|vapp|probe|link|stlink voltage 0|00|000000|zero|0v|none|low',
      'link|stlink 3v3|vcc|vapp wire|connect|join|pin',
    ],
    causes: [
      `The probe does not see the supply of the board. ${vcc}`,
      'The board has no supply, or the probe sits on a Nucleo board and measures the chip there.',
    ],
    remedies: [
      joinVcc,
      powered,
      'A clone probe whose pin is an output (it shows about 3.2 V without a board) must not be joined to a board that has its own supply.',
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-no-target',
    seen: [
      ...by(
        'OpenOCD',
        'init mode failed (unable to connect to the target)',
        'Error: init mode failed',
        'Error connecting DP: cannot read IDR',
        'Examination failed, examine failed',
        'auto_probe failed',
      ),
      ...by(
        'st-flash',
        'Failed to enter SWD mode',
        'Failed to connect to target',
        "Can not connect to target. Please use 'connect under reset' and try again",
        'unknown chip id!',
        'Failed to parse flash type or unrecognized flash type',
      ),
      ...by(
        'STM32CubeProgrammer',
        'Error: No STM32 target found! If your product embeds Debug Authentication, please perform a discovery',
        'No STM32 target found',
        'Unable to get core ID',
        'ST-LINK error (DEV_TARGET_CMD_ERR)',
        'ST-LINK error (DEV_TARGET_NOT_HALTED)',
      ),
    ],
    asked: ['link|stlink|swd not|cannot|cant|doesn|wont|unable connect|detect|find|see chip|target|board|odrive|mcu'],
    causes: [
      'The chip does not answer over SWD: the board has no supply, SWD and SWC are swapped or loose, or the pin order of a clone probe is another one.',
      `A genuine probe without VCC: ${vcc}`,
      'A clone probe shows its own supply as target voltage, about 3.2 V with and without a board: that reading says nothing of the board.',
      'The firmware sleeps, or uses the SWD pins for something else.',
    ],
    remedies: [
      powered,
      joinVcc,
      'A reading of about 3.2 V that does not fall when the board is off is the own supply of a clone: join its VCC to the board only if the board has no other supply.',
      wiring,
      underReset,
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-lost-target',
    seen: [
      ...by(
        'OpenOCD',
        'Error: jtag status contains invalid mode value - communication failure',
        'timed out while waiting for target halted',
        'TARGET: stm32f4x.cpu - Not halted',
        'timeout waiting for algorithm, a target reset is recommended',
        'error executing stm32x flash write algorithm',
      ),
      ...by('st-flash', 'Flash loader run error', 'Soft reset failed: timeout'),
      ...by('STM32CubeProgrammer', 'ST-LINK error (DEV_CONNECT_ERR)', 'Error: Target is not responding, retrying'),
    ],
    causes: [
      'The connection to the chip was lost in the middle: the supply dropped, a wire is loose or long, a clone probe cannot feed the board.',
      'The firmware went to sleep, reset itself or changed the SWD pins while it was read.',
    ],
    remedies: [powered, 'Shorten the wires and use a lower SWD clock (480 kHz or less).', underReset],
    code: 'swd-failed',
  },
  {
    id: 'probe-write-refused',
    seen: [
      ...by('OpenOCD', 'error writing to flash at address … at offset …', 'failed erasing sectors … to'),
      ...by('st-flash', 'Flash memory is write protected', 'stlink_fwrite_flash() == -1', 'Failed to erase the page'),
      ...by('STM32CubeProgrammer', 'failed to download Segment[0]', 'Error: failed to download the File'),
    ],
    causes: [
      'The chip refuses to be written: write-protected sectors, read protection, or option bytes damaged by a power cut while the firmware saved its configuration (ODrive forum 9178).',
      'The supply of the chip dropped while it was written.',
    ],
    remedies: [
      'Reset the option bytes: odflash unlock over DFU, or the unlock command of the ST-Link tool. Removing read protection erases everything on the chip, the configuration included.',
      'Power-cycle the board afterwards.',
    ],
    code: 'write-protected',
  },
  {
    id: 'probe-firmware',
    seen: [
      ...by(
        'OpenOCD',
        'STLINK V0J8S0 (API v0) VID:PID 0000:0000',
        'ST-Link version does not support DAP direct transport',
      ),
      ...by('pyOCD', 'ST-Link firmware is unsupported, older firmware'),
      ...by('STM32CubeProgrammer', 'Old ST-LINK firmware version', 'The firmware version of the ST-LINK is outdated'),
    ],
    causes: [
      'The firmware of the probe is old or damaged (a version of zeros is seen after a probe was turned into a J-Link and back).',
    ],
    remedies: [
      "Update the probe with ST's STSW-LINK007 or STM32CubeProgrammer; some clone probes refuse newer firmware.",
    ],
    code: 'probe-unusable',
  },
  {
    id: 'probe-not-opened',
    seen: [
      ...by(
        'OpenOCD',
        'Error: open failed',
        'libusb_open() failed with LIBUSB_ERROR_ACCESS',
        'libusb_open() failed with LIBUSB_ERROR_NOT_SUPPORTED',
        'libusb_open() failed with LIBUSB_ERROR_IO',
      ),
      ...by('st-flash', "Couldn't find any ST-Link devices", 'unable to open ST-Link'),
      ...by(
        'STM32CubeProgrammer',
        'Error: No ST-LINK detected',
        'ST-LINK error (DEV_USB_COMM_ERR)',
        'Error: No debug probe detected',
      ),
    ],
    causes: [
      'No ST-Link is plugged in, or this user may not open it: on Linux the udev rule is missing, on Windows the ST driver.',
      'Another program holds the probe: an IDE, a GDB server, STM32CubeProgrammer, a browser tab.',
    ],
    remedies: [
      'Close other programs that use the probe, then unplug it and plug it in again.',
      'On Linux install the udev rules of OpenOCD or stlink; on Windows install ST driver STSW-LINK009.',
    ],
    code: 'permission-denied',
  },
  {
    id: 'probe-busy',
    seen: [
      ...by('OpenOCD', 'libusb_claim_interface() failed with LIBUSB_ERROR_BUSY', 'claim interface failed'),
      ...by('st-flash', 'libusb_claim_interface() failed'),
      ...by('STM32CubeProgrammer', 'Error: ST-LINK already in use', 'ST-LINK error (DEV_USB_IN_USE)'),
    ],
    asked: ['link|stlink|probe busy|claimed|occupied', 'link|stlink|probe used|use another|other program|debugger'],
    causes: [
      'Another program holds the probe: an IDE with its debug server, STM32CubeProgrammer, OpenOCD, a browser tab.',
      'A debugger that was killed has left the probe hanging.',
    ],
    remedies: ['Close the other program.', 'Unplug the probe and plug it in again.'],
    code: 'device-busy',
  },
  {
    id: 'probe-other-chip',
    seen: [
      ...by(
        'OpenOCD',
        'Cannot identify target as a STM32 family.',
        'UNEXPECTED idcode: …, expected … of …: 0x2ba01477',
      ),
      ...by('STM32CubeProgrammer', 'Error: Device is not supported'),
    ],
    causes: [
      'Another chip than the STM32F405 of an ODrive v3 answers: the chip of a Nucleo or Discovery board whose probe is still joined to it, or a clone with a chip of another maker.',
    ],
    remedies: [
      'Cut the probe of a Nucleo or Discovery board off from its own chip (remove the two CN2 or CN3 jumpers), then wire it to J2 of the ODrive.',
      'For a clone with another chip use the tool and the firmware of its maker.',
    ],
    code: 'board-unknown',
  },
  {
    id: 'probe-feeds-board',
    seen: by('a person', 'The ODrive works only after the ST-Link is unplugged.'),
    asked: [
      'works|starts|boots|runs only|just after|when|once|without unplug|unplugging|unplugged|disconnect|disconnected|removing|removed stlink|link|probe',
    ],
    causes: ["The 3.3 V pin of a clone probe feeds the board through VCC of J2, against the board's own supply."],
    remedies: [
      'Join VCC to a clone probe only while the board has no other supply. SWD, SWC and GND are enough otherwise.',
    ],
    code: 'target-silent',
  },
  {
    id: 'probe-notice',
    seen: [
      ...progress('OpenOCD', 'Unable to match requested speed … kHz, using … kHz'),
      ...by('st-flash', 'NRST is not connected'),
    ],
    harmless: true,
    causes: [
      'Nothing is wrong: the probe knows only some clock rates; without a reset wire the tool resets the chip through its debug port.',
    ],
    remedies: ['Nothing has to be done.'],
    code: 'no-device',
  },
];

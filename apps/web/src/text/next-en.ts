// What a person does next, where the catalogue names an option of the command line: the same in the words of a page. A test finds the
// ones that are missing here.

import type { Language } from '@odflash/messages';

const again = 'press the button again; it continues where it stopped';
const dfuByHand =
  'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board';

export const nextSteps: Partial<Language['texts']> = {
  'next.back-in-dfu-and-continue': `${dfuByHand}, then ${again}.`,
  'next.check-cable-and-continue': `Check cable and supply, then ${again}.`,
  'next.check-file': 'Choose the file again.',
  'next.check-network': 'Check the network and try again, or drop a firmware file.',
  'next.check-selection': 'Choose the board in the list of the browser.',
  'next.choose-board': 'Unplug the other boards, or choose one in the list of the browser.',
  'next.choose-by-path': 'They have the same serial number: unplug all but one.',
  'next.choose-complete-firmware':
    'Choose the file with the complete firmware. A part of one is flashed by the command line.',
  'next.choose-firmware-or-address': 'Choose the firmware file of your board.',
  'next.choose-image-or-address': 'Choose the firmware file of your board.',
  'next.choose-other-board':
    'If this is an ODrive clone with such a chip, use the tool and the firmware of its maker; if it is another device, choose another one in the list of the browser.',
  'next.choose-other-version': 'Choose another release, or drop a firmware file.',
  'next.clear-write-protection-over-stlink': 'Clear the write protection with an ST-Link first.',
  'next.check-bootloader-or-choose-board':
    'If this is an ODrive v3, power-cycle it in DFU mode and try another cable: its bootloader did not describe its flash correctly. Otherwise choose another device in the list of the browser.',
  'next.confirm': 'Read the warnings and accept them; a dangerous operation is confirmed by typing the serial number.',
  'next.confirm-warnings': 'Read the warnings and accept them.',
  'next.consent': ({ otherwise }, say) =>
    `${otherwise === undefined ? '' : `${say(otherwise)} `}To confirm, type the serial number when you are asked.`,
  'next.continue-once-in-dfu': `Nothing was changed: with the DIP switch on RUN, a power cycle starts the old firmware again. If the board appears in DFU mode, ${again}.`,
  'next.enter-dfu-by-hand-and-repeat':
    'Set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and connect it again. Nothing was changed: with the DIP switch on RUN, a power cycle starts the old firmware again.',
  'next.enter-dfu-by-switch': `${dfuByHand}, then connect it again: a bootloader that the firmware has started may lack the description. (Never on a v3.4 or older.) If that does not help, try another cable.`,
  'next.enter-dfu-by-wire-or-stlink':
    'Nothing was changed. Use an ST-Link; or connect the board again with BOOT0 tied to 3.3 V and the DC supply off.',
  'next.flash-a-firmware': 'Flash a firmware.',
  'next.flash-old-board-over-stlink': 'Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link.',
  'next.flash-unsafe-over-stlink': ({ wrongFirmware }) => {
    const wiring =
      'Flash it with an ST-Link: GND, SWD and SWC to the same pins of J2, 3.3 V of the board to the VCC pin of the ST-Link, which measures it; power the board from one source only (USB does not power it). Then connect the ST-Link here.';
    return wrongFirmware
      ? `${wiring} If the board is marked v3.5 or higher, it runs the wrong firmware: set its DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle it and connect it again.`
      : wiring;
  },
  'next.flash-writes-parts': 'An update needs the complete firmware; a part of one is flashed by the command line.',
  'next.free-disk-space': 'Free some disk space, or allow this page to store files, then try again.',
  'next.free-space-for-undo': 'Free some disk space, or allow this page to store files, then try again.',
  'next.idle-axes-and-continue': `Set both axes to IDLE and ${again}.`,
  'next.install-udev-rule': 'On Linux install the rule below, then plug the board in again.',
  'next.install-winusb': 'On Windows install WinUSB for “STM32  BOOTLOADER”, as shown below.',
  'next.name-board': 'Read the version and the voltage printed on the board, and choose them.',
  'next.name-board-of-firmware': ({ board, boards }) =>
    `It was built for the ODrive ${board}. If the board is one (a clone: according to its maker), choose ${boards.join(' or ')}.`,
  'next.name-old-board-and-consent': () =>
    'Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link. To work on it over USB, choose the version printed on the board, and confirm.',
  'next.name-printed-board': ({ boards }) =>
    `Read the version and the voltage printed on the board and choose them: ${boards.join(', ')}. A clone: the version it is compatible with.`,
  'next.name-printed-voltage': ({ boards }) =>
    `Read the voltage printed on the board and choose ${boards.join(' or ')}.`,
  'next.choose-whose-configuration': 'Decide which configuration counts: that of the board, or the saved one.',
  'next.back-in-dfu-and-repeat':
    'Nothing was changed. Set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and connect it again.',
  'next.switch-to-run-or-go-back': ({ owes }) =>
    `Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and ${owes ? 'press the button again to restore the configuration' : 'check that it runs'}. If it never appears, this firmware does not start on this board, for example because it is for another board version: set the switch to DFU (clones: hold BOOT or set its jumper), power-cycle it and go back.`,
  'next.name-right-board': 'Check the version printed on the board and choose that one.',
  'next.other-cable-and-repeat': `Use another cable or port without a hub, then ${again}.`,
  'next.plug-in-stlink': 'Plug in the ST-Link and choose it in the list of the browser.',
  'next.power-cycle-and-repeat': 'Power-cycle the board, then try again.',
  'next.power-cycle-in-dfu-and-check': 'Power-cycle the board in DFU mode, then connect it again.',
  'next.power-cycle-in-dfu-and-repeat': `Power-cycle the board in DFU mode, then ${again}.`,
  'next.repeat-for-configuration': 'Press the button again: it continues with the configuration.',
  'next.repeat-or-check-supply': 'Try again; if it repeats, check the supply of the board.',
  'next.repeat-or-distrust-download': 'Try again; if it repeats, do not use that file.',
  'next.repeat-or-other-cable': 'Try again; if it repeats, use another cable or port.',
  'next.repeat-or-other-port':
    'Try again. If it repeats, power-cycle the board in DFU mode and try another USB port or a USB 2 hub.',
  'next.repeat-or-power-cycle': 'Try again; if it repeats, power-cycle the board in DFU mode first.',
  'next.repeat-to-finish': 'Press the button again to finish.',
  'next.report-bug': 'This should not happen: please save the report and open an issue with it.',
  'next.restore-saved-configuration': 'The configuration is saved in this browser, see below.',
  'next.secure-load': 'Secure the load and set both axes to IDLE.',
  'next.secure-load-and-repeat': 'Secure the load and try again.',
  'next.shorter-wires-and-repeat': 'Check plugs and supply, use shorter wires, and try again.',
  'next.switch-into-dfu': `${dfuByHand}, then connect it again.`,
  'next.switch-to-run-and-repeat': `Set the DIP switch to RUN (clones: without BOOT button or jumper), power-cycle the board and ${again}.`,
  'next.switch-to-run-or-start':
    'Set the DIP switch to RUN (clones: without BOOT button or jumper) and power-cycle the board.',
  'next.unlock-and-erase': 'Removing the protection erases everything on the chip, including the configuration.',
  'next.unlock-sectors': 'Remove the write protection of the board first.',
  'next.use-machine-with-usb': 'Use a computer with USB, or try the demo.',
  'next.connect-original-board': `Connect the probe to the original board; ${again}.`,
  'next.power-cycle-lost-chip': `Check the supply of the board and the wires, power-cycle the board (a chip that has lost SWD answers again after that), then ${again}.`,
  'next.restore-probe-connection': `Plug in the probe, power the board, check the wires; ${again}.`,
  'next.free-replug-and-repeat': 'Close other programs that use the probe, unplug it, plug it in again, and try again.',
  'next.wait-for-other-process': 'Finish or close the other tab or program, then try again.',
};

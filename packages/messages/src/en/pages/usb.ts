import type { ErrorPages } from '../../pages.ts';

export const usbPages: Pick<
  ErrorPages,
  | 'timeout'
  | 'disconnected'
  | 'stalled'
  | 'transfer-failed'
  | 'dfu-status'
  | 'unexpected-reply'
  | 'device-did-not-return'
  | 'target-silent'
  | 'swd-failed'
> = {
  timeout: {
    about: [
      'The board did not answer within the time that the slowest erase of the data sheet takes, nor after a resynchronisation.',
    ],
    causes: [
      'A cable or hub with poor contact.',
      'The chip hangs: a supply that dips, a watchdog, a damaged bootloader session.',
      'A virtual machine or USB/IP connection that lost the answer.',
    ],
    steps: [
      'Run the same command again; it continues where it stopped.',
      'If it repeats, power-cycle the board in DFU mode, and use another cable and a port without a hub.',
    ],
    others: [
      'libusb: `LIBUSB_ERROR_TIMEOUT`',
      'dfu-util: `Error during special command "ERASE_PAGE" get_status`',
      'STM32CubeProgrammer: `Data read failed`',
    ],
  },
  disconnected: {
    about: ['The board disconnected from USB during the operation and did not reconnect in time.'],
    causes: [
      'The cable was pulled or has a loose contact.',
      'The supply dipped and the chip restarted.',
      'The bootloader lost its USB clock (it measures the crystal at every start) and disconnected.',
    ],
    steps: [
      "Check cable and supply, and disconnect the motors' load from a weak supply.",
      'Power-cycle the board in DFU mode and run the same command again; it continues where it stopped.',
    ],
    others: [
      'libusb: `LIBUSB_ERROR_NO_DEVICE`',
      'Chrome: `NotFoundError: The device was disconnected`',
      'odrivetool: `RuntimeError: An error occured. Device Status: (0, 2, 0, 0)` (one of its possible causes: the board restarted by itself)',
    ],
  },
  stalled: {
    about: ['The board answered a request with a STALL repeatedly, even after a resynchronisation.'],
    causes: [
      'An earlier program left the bootloader in the middle of something.',
      "A device that is in DFU mode but not the STM32's ROM bootloader.",
      'A clone chip with a smaller transfer size.',
      'A USB port on which this bootloader is unreliable: STM32F411 boards refuse downloads at random on some ports, and work behind a hub (dfu-util tickets 140 and 141).',
    ],
    steps: [
      'Power-cycle the board in DFU mode and run the same command again.',
      'Try another USB port, or put a USB 2 hub in between.',
      '`odflash info board --verbose` shows how the device describes itself.',
    ],
    others: [
      'libusb: `LIBUSB_ERROR_PIPE`',
      'dfu-util: `dfuse_download: libusb_control_transfer returned -9`',
      'Chrome: a transfer that ends with the status "stall"',
    ],
  },
  'transfer-failed': {
    about: ['The operating system reported that a USB transfer failed. odflash repeated it before giving up.'],
    causes: [
      'A cable or hub with poor contact, or too long a cable.',
      'Interference from the motor supply.',
      'A USB controller that is unreliable with this chip; a hub in between often helps.',
      'With `--usbip`: no USB/IP server answers at that address, or the connection to it broke.',
    ],
    steps: [
      'Use another cable, then another port, without a hub (or, if there was none, with one).',
      'Switch off devices that disturb the supply, then run the same command again.',
      'With `--usbip`, check host and port, and that `odflash virtual --listen` or `usbipd` runs there.',
    ],
    others: [
      'libusb: `LIBUSB_ERROR_IO`',
      'Chrome: `NetworkError: A transfer error has occurred`',
      'Linux kernel: `device descriptor read/64, error -71`',
    ],
  },
  'dfu-status': {
    about: [
      'The bootloader answered with a DFU error status. The message names it; `errFIRMWARE` right after power-on is normal and is never reported.',
    ],
    causes: [
      '`errVENDOR`: the chip is read-protected, see [read-protected](read-protected.md).',
      '`errTARGET`: an address that the chip does not have; another chip than expected.',
      '`errSTALLEDPKT`: a clone or another STM32 that accepts only smaller blocks.',
    ],
    steps: [
      'Run the same command again; it continues where it stopped.',
      'If it repeats, power-cycle the board in DFU mode.',
      '`odflash info board` shows protection and memory layout.',
    ],
    others: [
      'dfu-util: `state = dfuERROR, status = 10`, `status(11) = vendor-specific error`',
      'odrivetool: `RuntimeError: An error occured. Device Status: (11, 10, 0, 0)`',
    ],
  },
  'unexpected-reply': {
    about: [
      "The board's answers did not fit the requests: too short, too old, or for another request. odflash resynchronises and repeats the block; here that did not help.",
    ],
    causes: [
      'A USB stack or hub that delivered an old answer late.',
      'Another program talks to the board at the same time.',
      "A device that is not the STM32's ROM bootloader.",
    ],
    steps: [
      'Close other programs that could use the board.',
      'Run the same command again; if it repeats, use another cable or port.',
    ],
    others: [
      'odrivetool: `RuntimeError: An error occured. Device Status: (0, 2, 0, 0)` (ODrive #585), `IndexError while reading OTP` (ODrive #179, forum 7781)',
    ],
  },
  'device-did-not-return': {
    about: ['The board disconnected, intentionally or not, and did not reconnect in time.'],
    causes: [
      'The DIP switch is on RUN and the flash contains no bootable firmware: an erased or half-written board does not appear on USB.',
      'The DC supply is off.',
      'After an update: the DIP switch is on DFU, so the new firmware restarted into the bootloader. The firmware is fine.',
      'After an update: the firmware is for another board version. From 0.5.2 on such firmware never gets as far as USB.',
      'Something on the pins captured the bootloader, see [no-device](no-device.md).',
    ],
    before:
      'The message gives the state of the board. If that is `verified`, the firmware is done: set the DIP switch to RUN, switch the DC supply off and on, and run the same command again; it restores the configuration. Otherwise:',
    steps: [
      'On a v3.5 or later set the DIP switch to DFU and switch the DC supply off and on. (Never on a v3.4 or older, see `unsafe-board`.)',
      'Run the same command again; it continues where it stopped.',
    ],
  },
  'target-silent': {
    about: ['The probe works, but nothing answers on SWD, neither at full nor at low speed, with or without reset.'],
    causes: [
      'The board has no supply. The USB port does not power an ODrive v3.',
      "VCC of a genuine ST-Link is not connected to the board's 3.3 V: it is an input that powers the probe's level shifters.",
      'SWD and SWC are swapped, GND is missing, or the shell of a clone names its pins in another order.',
      'The firmware has switched SWD off or sleeps, and /RST is not wired.',
      'The chip is dead or at read protection level 2.',
    ],
    steps: [
      'Power the board from exactly one source: DC supply, 5 V or 3.3 V.',
      'Wire J2 (`/RST`, `SWD`, `GND`, `SWC`, `VCC`, in this order): SWD to SWDIO, SWC to SWCLK, GND to GND, VCC to VCC of a genuine probe. Wire /RST to NRST as well.',
      'Leave VCC open if a clone shows 3.2 V without a board: its pin is an output.',
      'The wires as a picture: [docs/j2-wiring.svg](../j2-wiring.svg); more in [docs/stlink.md](../stlink.md).',
    ],
    others: [
      'OpenOCD: `init mode failed (unable to connect to the target)`',
      'st-flash: `Failed to enter SWD mode`',
      'STM32CubeProgrammer: `No STM32 target found`',
    ],
  },
  'swd-failed': {
    about: ['The chip answered at first; then an access failed repeatedly, also at lower speed and after a reset.'],
    causes: [
      'Long or loose wires; an unstable supply.',
      'The firmware or a watchdog reset the chip in the middle.',
      'An access that the chip refuses: protected flash, or memory that does not exist.',
    ],
    steps: ['Use wires shorter than 20 cm and plug GND firmly.', 'Wire /RST to NRST and run the same command again.'],
    others: [
      'OpenOCD: `jtag status contains invalid mode value - communication failure`',
      'st-flash: `Flash loader run error`',
    ],
  },
};

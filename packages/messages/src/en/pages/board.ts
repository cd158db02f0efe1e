import type { ErrorPages } from '../../pages.ts';

export const boardPages: Pick<
  ErrorPages,
  | 'no-device'
  | 'several-devices'
  | 'not-in-dfu-mode'
  | 'unsafe-board'
  | 'axis-armed'
  | 'axis-not-ready'
  | 'board-mismatch'
  | 'board-unknown'
  | 'not-confirmed'
  | 'probe-unusable'
  | 'partial-image'
> = {
  'no-device': {
    about: [
      'No STM32 in DFU mode was found on USB (or none with the serial number or the path that was asked for). The ROM bootloader appears as `0483:df11`, "STM32  BOOTLOADER"; if that is not on the bus, no flasher can reach it.',
    ],
    causes: [
      'The board is not in DFU mode: the DIP switch is read only while the chip starts, so a power cycle has to follow it.',
      'The board has no supply. USB does not power an ODrive v3; it needs its DC input.',
      'A charge-only USB cable, or a hub that hides the board.',
      'Something on the pins captured the bootloader: a signal on a GPIO pin (above all GPIO6), a CAN bus, or a connected ST-Link.',
    ],
    steps: [
      'On a v3.5 or later: switch the DC supply off, set the DIP switch to DFU, switch it on again. Never on a v3.4 or older, see `unsafe-board`.',
      'Use a cable that is known to carry data, straight into the computer.',
      'Unplug everything from the GPIO and CAN pins and the ST-Link; if it still does not appear, tie GPIO6 to GND while powering on.',
      '`odflash list` shows the connected boards. Serial numbers are matched in any letter case.',
    ],
    others: [
      'dfu-util: `No DFU capable USB device available`',
      'odrivetool: `Waiting for ODrive...` that never ends',
      'ODrive #509, forum 8639: board seen only without wires on the GPIO pins',
    ],
  },
  'several-devices': {
    about: [
      'More than one board fits, and odflash does not choose by chance. The message lists them with serial number and path.',
    ],
    causes: [
      'Several boards are connected.',
      'Clones: two boards with the same serial number. Only the path (the USB port) distinguishes them.',
    ],
    steps: ['Choose with `--serial SERIAL` or `--path PATH`.', 'Or unplug the others.'],
    others: ['dfu-util: `More than one DFU capable USB device found!`'],
  },
  'not-in-dfu-mode': {
    about: [
      "An ODrive was found, but its firmware is running. The flash is written through the chip's ROM bootloader, which runs only when the chip starts in DFU mode.",
    ],
    causes: [
      'The DIP switch is on RUN.',
      'The switch was moved, but the board was not power-cycled: a reset over USB is not enough on every board.',
    ],
    before:
      'Without touching the switch: `odflash dfu FILE` switches a running board (v3.5 or v3.6) into DFU mode, flashes it and restores its configuration. By hand:',
    steps: [
      'Check the version printed on the board. Up to v3.4, DFU mode can destroy the board: see [unsafe-board](unsafe-board.md).',
      'Make sure that no load hangs on the motor: without power it does not hold a load.',
      'On a v3.5 or later (never on a v3.4 or older, see `unsafe-board`) set the DIP switch to DFU, switch the DC supply off and on, and run the same command again.',
    ],
  },
  'unsafe-board': {
    about: [
      "On ODrive v3.1 to v3.4 the ROM bootloader's pull-ups on PB10 and PB11 switch on both MOSFETs of the brake resistor: a short circuit across the DC supply. v3.5 added resistors that prevent it.",
      'A board of that kind is safe while it runs its firmware: that firmware does not enter DFU mode. odflash says so and asks nothing. A board that is *found* in DFU mode may be shorting its supply at this moment: the first line of every command is `Remove the DC supply now.` Nothing is read beyond what identifies the board, and nothing is done but to leave DFU mode (`odflash reset`), unless consent is given.',
    ],
    causes: [
      "The board's OTP memory says v3.4 or older. OTP decides alone: where it says v3.5 or later, nothing else counts.",
      'OTP is blank or cannot be read, and `--board`, the firmware that ran or the firmware in the flash says v3.4 or older.',
      'The line `v3.4 or older? Remove the DC supply now.` alone is not an error: OTP does not prove that the board is a newer one.',
    ],
    steps: [
      'Remove the DC supply now if the board is in DFU mode. `odflash reset` starts its firmware again and needs no consent.',
      'Flash this board with an ST-Link, which does not need the bootloader. Wire GND, SWD and SWC to the pins of the same name on J2, and 3.3 V of the board to the VCC pin of the ST-Link, which only measures it. Power the board from one source; USB does not power it. Then `odflash flash FILE --via stlink`.',
      'If the board is marked v3.5 or later and only its firmware is the wrong one: with blank OTP, `--board` and the consent are needed; with OTP nothing is.',
      "Only if you are certain that no current can flow through the brake resistor's MOSFETs, give consent with `--consent unsafe-dfu=SERIAL`.",
    ],
    others: [
      'odrivetool: a warning about boards 3.4 or earlier and `Do you still want to continue?` (it also appears when the version is merely unknown)',
    ],
  },
  'axis-armed': {
    about: [
      'Before the board restarts, odflash looks at both axes. One of them is not idle: its motor is powered, holds a load, moves or is being calibrated. A restart switches the power stage off, so a held load drops. Nothing was changed.',
    ],
    causes: [
      'The axis is in closed loop control.',
      'A `startup_...` flag has armed it after the last start.',
      'A calibration is running.',
    ],
    steps: [
      'Secure the load: the motor will release it.',
      'Bring the axis to idle (`requested_state = 1`), or run the same command with `--disarm`, which does that after it has asked.',
      '`--hold-startup` keeps flags like `startup_closed_loop_control` off, so that nothing moves after the restart.',
    ],
  },
  'axis-not-ready': {
    about: [
      'Before a motor is started, odflash looks at the board: errors of the axis and of the board, the bus voltage, and whether motor and encoder are calibrated as the requested state needs it. Nothing was changed.',
    ],
    causes: [
      'Errors of an earlier run are still there.',
      'The supply is off, or its voltage is outside the trip levels of the board.',
      'The axis was not calibrated since the last start. An encoder with an index is ready only after its index search.',
    ],
    steps: [
      '`odflash status` shows every error with its cause and remedy; `odflash status --clear` clears them.',
      '`odflash get vbus_voltage config.dc_bus_*` shows the bus voltage and its limits.',
      '`odflash calibrate axis0` calibrates motor and encoder of axis 0.',
    ],
  },
  'board-mismatch': {
    about: [
      "The board's OTP memory contains another version than `--board`, or the file is for another board, or the file contradicts itself about its board. odflash stops before anything changes, and no option overrides that: firmware from 0.5.2 on never gets as far as USB on the wrong board; earlier firmware has no board check, it runs, and a 24 V build on a 48 or 56 V board reads 0.58 times the supply voltage (the other way round 1.73 times), so its over-voltage protection acts at the wrong level.",
      'A file is identified by its bytes (the USB strings name the version, the scale of the bus voltage the voltage), then by the digest of the first download of its release, then by its name. What none of them specifies is a warning.',
    ],
    causes: [
      'The wrong file of a release: each board version and voltage has its own.',
      'A file that was renamed: its name and its contents are for different boards. Rename it.',
      'A typing error in `--board`.',
      'A board whose memory was programmed wrongly by its maker.',
    ],
    steps: [
      'Read the version printed on the board.',
      'Omit `--board` where OTP identifies the board; choose the file for that version.',
      '`odflash info FILE` and `odflash info board` show both sides.',
    ],
    others: ['A board that disappears from USB after an apparently good flash (forum 7194)'],
  },
  'board-unknown': {
    about: [
      "`0483:df11` is the bootloader of every STM32, whatever product it is built into. odflash flashes only what has the STM32F405's memory layout and an ODrive record in its OTP memory, or what is given with `--board`.",
    ],
    causes: [
      'Another STM32 board in DFU mode is connected.',
      'A clone, or an early board, whose OTP memory is blank: see [clones](../clones.md).',
      'A clone with another chip, a GD32 or an AT32, or another device with one.',
      "A bootloader whose strings did not arrive, so that it does not show an STM32F405's memory. Naming the board does not help there: power-cycle it, and try another cable.",
      'A read-protected chip, which does not show that memory.',
    ],
    steps: [
      'Check that this is the intended board: unplug it and check that it disappears from `odflash list`.',
      'If it is marked v3.4 or lower, remove the DC supply now: see [unsafe-board](unsafe-board.md).',
      'Name the version and voltage printed on the board with `--board`, for example `--board v3.5-48V`; the message says which the firmware on it was built for. A clone: see [clones](../clones.md).',
    ],
    others: [
      'odrivetool: `Could not determine hardware version` (ODrive #758)',
      'odrivetool: `IndexError while reading OTP` (ODrive #179, #508, #568)',
    ],
  },
  'not-confirmed': {
    about: [
      'The operation has a consequence that must be confirmed, and it was declined, or no terminal was available to ask. Without a terminal odflash never asks and never assumes. Questions are asked before the first change: nothing was changed.',
    ],
    causes: [
      'Warnings were shown and neither answered with yes nor accepted with `--yes`.',
      'Something other than the serial number was typed at the question for it.',
      'A consent for a board other than the one that was found.',
      'The command ran in a script or a pipe, where no question can be asked.',
      'A step by hand (the DC supply of a board up to v3.4 off before its chip is stopped) was not confirmed: `--yes` does not confirm it.',
      'The configuration of the board differs from the one an interrupted update saved, and no choice was given.',
      'A dry run (`--dry-run`) of a command that needs a consent, or of one with warnings where no question could be asked: it ends as the real run would.',
    ],
    steps: [
      'Read the warnings above the message.',
      'Accept warnings with `--yes`. Every command takes it.',
      'Where the message asks for a consent, pass the line it shows, for example `--consent unlock=SERIAL`. `--yes` never replaces this.',
      'Where the message names two configurations, pass `--config-from board` to keep the configuration of the board, or `--config-from record` to restore what the interrupted update saved. What the board had is saved in either case. `--yes` does not decide this.',
    ],
    table: {
      title: 'Consents',
      about:
        "Each accepts one danger for one board. `SERIAL` is the board's serial number; a board whose serial number cannot be read is named by its USB port, as `odflash list` shows it. At a terminal, typing the serial number at the question gives exactly the consent that was asked for, once.",
      columns: ['consent', 'accepts'],
      rows: [
        ['`unsafe-dfu=SERIAL`', 'work on a board up to v3.4 in DFU mode'],
        [
          '`supply-removed=SERIAL`',
          'the DC supply of a board up to v3.4 is off and 3.3 V or 5 V feed it, before an ST-Link stops its chip',
        ],
        ['`unlock=SERIAL`', 'removing read or write protection'],
        ['`board=SERIAL:VERSION`', 'the board is that version, although something on it says otherwise'],
        ['`setting=SERIAL:PATH=VALUE`', 'that setting takes that value'],
        ['`calibration=SERIAL`', 'calibration results of another board or motor'],
        ['`raw-config=SERIAL`', 'the configuration sectors as raw bytes'],
        ['`foreign=SERIAL`', 'firmware of another product'],
        ['`move=SERIAL:axisN`', 'that axis may move'],
      ],
    },
  },
  'probe-unusable': {
    about: [
      'The probe was found and answered, but it accepts no SWD commands: it is of a kind that is not supported, waits for new firmware of its own, stays in another mode, or its firmware is damaged. The message names which.',
    ],
    causes: [
      'An ST-Link/V1 (0483:3744), which has another protocol.',
      'An ST-Link/V3 in its loader (0483:374d, 0483:3755) after an update of its firmware that was interrupted.',
      'Firmware for STM8 only.',
      'A version of zeros (`V0J8S0`): a probe that was converted to a J-Link and back.',
    ],
    steps: [
      'Unplug the probe and plug it in again.',
      "Write its firmware with ST's updater (STSW-LINK007). Some clones refuse that; use another probe then.",
    ],
    others: ['OpenOCD: `STLINK V0J8S0 (API v0) VID:PID 0000:0000`'],
  },
  'partial-image': {
    about: [
      'The file contains no vector table (nothing at 0x08000000) and would overwrite part of a firmware on the board that would still start afterwards: half of one program and half of another. So the file is refused, with the board untouched.',
    ],
    causes: [
      'An application that was built for a resident bootloader, at 0x08004000 or 0x08008000.',
      'A file that lost its first part.',
      'A HEX file with an offset.',
    ],
    steps: [
      'Choose the file of the complete firmware.',
      'If the part is meant for exactly what is on the board, pass `--partial`: the sector of the vector table is saved first, also with `--no-backup`; the board starts nothing until every byte of the part was read back. A run that was interrupted is finished by the same command.',
      '`odflash info FILE` shows which sectors the file is for.',
    ],
    after: [
      'The firmware around the part is not checked, so it is not started either: the DIP switch on RUN and a power cycle start it. An update does not write one onto a board that runs. On a board that starts nothing the part is written with a warning.',
    ],
  },
};

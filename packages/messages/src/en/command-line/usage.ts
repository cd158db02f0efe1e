import type { UsageMessages, UsageStepMessages } from '../../command-line/usage.ts';
import type { Texts } from '../../language.ts';

export const usage: Texts<UsageMessages & UsageStepMessages> = {
  'usage.no-command': 'A command is missing.',
  'usage.exclusive': ({ option, others }) => `${option} cannot be combined with ${others.join(' or ')}.`,
  'usage.state-without-virtual': '--virtual-state needs a virtual board.',
  'usage.unknown-board': ({ name }) => `Unknown board version: ${name}.`,
  'usage.name-of-clone': ({ clone, major, minor }) =>
    `${clone} is the name of a clone: it is compatible with the ODrive v${major}.${minor}, but the name does not specify the voltage.`,
  'usage.cannot-listen': ({ address, port, reason }) =>
    `Cannot listen on ${address ?? (port === undefined ? 'the USB/IP port 3240' : `port ${port} of 127.0.0.1`)} (${reason}).`,
  'usage.no-probe-to-serve': '--stlink-server needs a board with an ST-Link.',
  'usage.outside-flash': ({ range }) => `${range} is not inside the main flash.`,
  'usage.udev-on-linux-only': 'udev rules exist on Linux only.',
  'usage.no-message-given': 'No message was given.',
  'usage.text-too-long': ({ mebibytes }) => `The text is longer than ${mebibytes} MiB.`,
  'usage.bytes-on-terminal': 'The file is binary and cannot be printed on a terminal.',
  'usage.one-file-twice': ({ path }) => `Two results cannot be written to one file: ${path}`,
  'usage.script-and-eval': 'A script and --eval cannot be combined.',
  'usage.nothing-to-run': 'There is nothing to run: no terminal, no script, no expression.',
  'usage.code-failed': ({ file, what }) => `${file ?? 'The expression'} failed: ${what}`,
  'usage.needs-axis': 'This needs an axis, e.g. odrv0.axis0.',
  'usage.needs-board': 'This needs a board, e.g. odrv0.',
  'usage.no-motor-thermistor': 'This firmware has no thermistor at the motor.',
  'usage.armed-here': ({ axis }) => `${axis} is armed here, and this would not feed its watchdog.`,
  'usage.step-mode': ({ mode }) => `step_and_plot steps position or speed, not control mode ${mode}.`,
  'usage.step-not-a-number': 'The step and its time must be numbers.',
  'usage.not-numbers': 'The function to plot does not return numbers.',
  'usage.nothing-to-plot': 'What to plot is missing.',
  'usage.oscilloscope-alone':
    '--oscilloscope reads a buffer that the board has recorded: it takes no path, rate or duration.',
  'usage.not-to-be-saved': ({ path }) => `--save keeps configuration values, and ${path} is another kind of value.`,
  'usage.clear-and-watch': '--clear and --watch cannot be combined.',
  'usage.watch-and-all': '--watch follows one board, and --all means every board.',
  'usage.all-and-one': '--all and the choice of one board contradict each other.',
  'usage.values-need-usb':
    'The board is not connected by USB, so its firmware cannot be asked for its values: only the configuration sectors can be saved.',

  'next.show-usage': ({ command, optionsFollow }) => {
    const usage = `odflash ${command === undefined ? '' : `${command} `}--help shows the usage.`;
    return optionsFollow ? `Options follow the command. ${usage}` : usage;
  },
  'next.omit-one': 'Omit one of them.',
  'next.omit-them': 'Omit them.',
  'next.omit-save': 'Omit --save.',
  'next.add-virtual': 'Pass --virtual too, e.g. --virtual v3.6-56V+dfu.',
  'next.pass-board': ({ names }) => `Pass the version printed on the board: ${names.join(', ')}.`,
  'next.pass-board-of-clone': ({ boards }) =>
    `Pass ${boards.map(({ name, volts }) => `--board ${name} if its maker says ${volts} V`).join(', ')}. Labels are sometimes wrong: after the update vbus_voltage must show the true supply.`,
  'next.choose-address': ({ option, example }) => `Choose another address with ${option}, e.g. ${option} ${example}.`,
  'next.check-server': 'Check host and port, and that the server runs there: odflash virtual --listen, or usbipd.',
  'next.add-probe': 'Add +stlink to a profile, e.g. --profile v3.6-56V+stlink.',
  'next.flash-range': ({ range }) => `The main flash is ${range}.`,
  'next.doctor-names-driver': 'On Windows: odflash doctor names the driver.',
  'next.macos-needs-nothing': 'macOS needs nothing.',
  'next.pass-message': 'Pass it as an argument, odflash explain "MESSAGE", or pipe a file into the command.',
  'next.pass-expression': "Pass an expression, e.g. odflash shell -e 'odrv0.vbus_voltage'.",
  'next.code-place': ({ place }) => `It happened at ${place}.`,
  'next.correct-code': 'Correct it and run it again.',
  'next.boards-of-shell': ({ names }) =>
    names.length === 0 ? 'No board is connected.' : `Connected: ${names.join(', ')}.`,
  'next.thermistor-since': 'It came with firmware 0.5.1.',
  'next.set-idle-first': ({ axis }) => `Set it to IDLE first: ${axis}.requested_state = AXIS_STATE_IDLE`,
  'next.pass-step-mode': 'Pass CONTROL_MODE_POSITION_CONTROL (3) or CONTROL_MODE_VELOCITY_CONTROL (2).',
  'next.give-numbers': 'Pass a function that returns numbers, e.g. () => [odrv0.axis0.encoder.pos_estimate].',
  'next.name-value': 'Name a value, e.g. odflash plot vbus_voltage. odflash get "*" shows all values.',
  'next.clear-first': 'Clear first, then watch.',
  'next.choose-by-serial': 'Choose one with --serial.',
  'next.connect-usb-or-dfu': 'Connect the USB cable too, or pass a file name that ends in .dfu.',
  'next.write-differing-sectors': 'odflash flash FILE writes the sectors that differ.',
};

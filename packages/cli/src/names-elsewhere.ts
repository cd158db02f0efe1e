// The commands here for those of other tools: who comes from there types those names first.

/** By the name without regard to `-` and `_`; several where the other tool has one word for what are two commands here. */
export const commandsByName: Readonly<Record<string, readonly string[]>> = {
  // odrivetool: its commands, the helpers of its shell (tools/odrive/shell.py, utils.py), and functions of the board.
  backupconfig: ['backup'],
  restoreconfig: ['restore'],
  drvstatus: ['status'],
  printdrvregs: ['status'],
  dumperrors: ['status'],
  clearerrors: ['status --clear'],
  liveplotter: ['plot'],
  startliveplotter: ['plot'],
  bulkcapture: ['plot'],
  oscilloscopedump: ['plot --oscilloscope'],
  interactive: ['shell'],
  reboot: ['reset'],
  saveconfiguration: ['save'],
  eraseconfiguration: ['erase --only-config'],
  enterdfumode: ['enter-dfu'],
  // dfu-util, STM32CubeProgrammer, st-flash, OpenOCD.
  download: ['flash'],
  upload: ['flash', 'read'],
  write: ['flash'],
  program: ['flash'],
  dump: ['read'],
  ls: ['list'],
  devices: ['list'],
  probe: ['list', 'doctor'],
  restart: ['reset'],
  run: ['reset'],
  unprotect: ['unlock'],
  detach: ['enter-dfu'],
  upgrade: ['update'],
  version: ['--version'],
  console: ['shell'],
  repl: ['shell'],
};

/** The commands here that do what the name stands for elsewhere; none if it is not known. */
export function namesHere(name: string): readonly string[] {
  const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
  return Object.hasOwn(commandsByName, plain) ? (commandsByName[plain] ?? []) : [];
}

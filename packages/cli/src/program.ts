// The command table. Knows which commands there are; each command declares itself in its own file and loads what does the work
// only when it runs.

import { Command } from 'commander';
import type { CommandRunner } from './command-runner.ts';
import { declareBackup } from './commands/backup/command.ts';
import { declareCalibrate } from './commands/calibrate/command.ts';
import { declareCall } from './commands/call/command.ts';
import { declareCatalogue } from './commands/catalogue/command.ts';
import { declareCompletion } from './commands/completion/command.ts';
import { declareConvert } from './commands/convert/command.ts';
import { declareDiff } from './commands/diff/command.ts';
import { declareDoctor } from './commands/doctor/command.ts';
import { declareErase } from './commands/erase/command.ts';
import { declareExplain } from './commands/explain/command.ts';
import { declareFlash } from './commands/flash/command.ts';
import { declareGenerateCode, declareGenerateTypes } from './commands/generate/command.ts';
import { declareGet } from './commands/get/command.ts';
import { declareInfo } from './commands/info/command.ts';
import { declareList } from './commands/list/command.ts';
import { declarePlot } from './commands/plot/command.ts';
import { declareRateTest } from './commands/rate-test/command.ts';
import { declareRead } from './commands/read/command.ts';
import { declareReplay } from './commands/replay/command.ts';
import { declareReport } from './commands/report/command.ts';
import { declareEnterDfu, declareReset } from './commands/restart/command.ts';
import { declareRestore } from './commands/restore/command.ts';
import { declareSave } from './commands/save/command.ts';
import { declareServe } from './commands/serve/command.ts';
import { declareSet } from './commands/set/command.ts';
import { declareShell } from './commands/shell/command.ts';
import { declareStatus } from './commands/status/command.ts';
import { declareUdevSetup } from './commands/udev-setup/command.ts';
import { declareUnlock } from './commands/unlock/command.ts';
import { declareDfu, declareUpdate } from './commands/update/command.ts';
import { declareVerify } from './commands/verify/command.ts';
import { declareVirtual } from './commands/virtual/command.ts';
import { nameInvalidValues } from './invalid-value.ts';
import { ownVersion } from './own-version.ts';
import { help } from './render/help.ts';
import { wrap } from './render/wrap.ts';
import { sampleFile } from './sample-file.ts';

type Declare = (program: Command, runCommand: CommandRunner) => Command;

/** Every command by its name, in the order of --help. */
const declarations: Readonly<Record<string, Declare>> = {
  list: declareList,
  info: declareInfo,
  status: declareStatus,
  get: declareGet,
  call: declareCall,
  calibrate: declareCalibrate,
  plot: declarePlot,
  'rate-test': declareRateTest,
  shell: declareShell,
  'generate-types': declareGenerateTypes,
  'generate-code': declareGenerateCode,
  update: declareUpdate,
  dfu: declareDfu,
  flash: declareFlash,
  verify: declareVerify,
  read: declareRead,
  erase: declareErase,
  backup: declareBackup,
  restore: declareRestore,
  set: declareSet,
  save: declareSave,
  diff: declareDiff,
  'enter-dfu': declareEnterDfu,
  reset: declareReset,
  unlock: declareUnlock,
  convert: declareConvert,
  catalogue: declareCatalogue,
  doctor: declareDoctor,
  explain: declareExplain,
  replay: declareReplay,
  report: declareReport,
  'udev-setup': declareUdevSetup,
  completion: declareCompletion,
  virtual: declareVirtual,
  serve: declareServe,
};

/** Where there is no terminal. */
const plainColumns = 80;

/** `FILE`, `[WHAT]`: a command's arguments as its usage line shows them. */
function words(command: Command): string {
  const names = command.registeredArguments.map(
    (argument) => [argument.name().toUpperCase(), argument.required] as const,
  );
  return names.map(([name, required]) => (required ? name : `[${name}]`)).join(' ');
}

/**
 * The whole command line, with `runCommand` called for the command that was chosen. `name`: the one that is meant, if it is
 * known already; where there is such a command, no other is declared.
 */
export function createProgram(
  runCommand: CommandRunner,
  writeOut: (text: string) => void,
  columns: () => number = () => plainColumns,
  name = '',
): Command {
  const program = new Command('odflash')
    .description(help.program.description)
    .version(ownVersion(), '-V, --version', help.program.version)
    .helpOption('-h, --help', help.common.options['--help'])
    .helpCommand('help [command]', help.program.help)
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${words(command)}`.trimEnd() })
    // What follows a command is the command's: catalogue mirror has options that catalogue has, too.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => writeOut(wrap(text, columns())),
      writeErr: () => {},
      getOutHelpWidth: columns,
    });
  const meant = Object.hasOwn(declarations, name) ? [declarations[name]] : Object.values(declarations);
  for (const declare of meant) declare?.(program, runCommand);
  nameInvalidValues(program.commands);
  program.addHelpText(
    'after',
    () => `
${help.program.trial}
  ${help.program.trialCommand.replace('SAMPLE', sampleFile())}

${help.program.exitStatus}`,
  );
  return program;
}

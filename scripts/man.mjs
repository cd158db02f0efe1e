// The man page, made from the commands' own declarations, so that it says what --help says. Written beside the bundle by the
// build.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cli = fileURLToPath(new URL('../packages/cli', import.meta.url));
const page = join(cli, 'dist/man/odflash.1');
mkdirSync(dirname(page), { recursive: true });
writeFileSync(page, await manPage());

/** `odflash.1` as roff. */
async function manPage() {
  const { createProgram } = await import(pathToFileURL(join(cli, 'build/program.js')).href);
  const { version } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'));
  const program = createProgram(
    async () => {},
    () => {},
  );
  return [
    `.TH ODFLASH 1 "" "odflash ${version}" "User Commands"`,
    '.SH NAME',
    'odflash \\- flash firmware onto ODrive v3 motor controllers',
    '.SH SYNOPSIS',
    '.B odflash',
    '.I command',
    '[\\fIoptions\\fR] [\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    roff(program.description()),
    'It works over USB (DFU) and through ST\\-Links, on real boards, on boards of another computer over USB/IP, and on virtual ones.',
    '.SH COMMANDS',
    ...program.commands.flatMap((command) => [
      ...section(command, command.name()),
      ...command.commands.flatMap((inner) => section(inner, `${command.name()} ${inner.name()}`)),
    ]),
    '.SH EXIT STATUS',
    ...exitStatus(program),
    '.SH FILES',
    '.TP',
    '.I ~/.local/state/odflash',
    'Undo backups, saved configurations, and records of interrupted runs (XDG_STATE_HOME; \\fB\\-\\-backup\\-dir\\fR chooses another folder).',
    '.TP',
    '.I /etc/udev/rules.d/70\\-odflash.rules',
    'The rule that \\fBodflash udev\\-setup\\fR writes.',
    '.SH ENVIRONMENT',
    '.TP',
    '.B NO_COLOR, FORCE_COLOR, TERM, CI',
    'Colours, and whether progress is drawn in place.',
    '',
  ].join('\n');
}

function section(command, name) {
  return [
    `.SS odflash ${roff(`${name} ${operands(command)}`.trimEnd())}`,
    roff(sentence(command.description())),
    ...command.registeredArguments.flatMap((argument) => [
      '.TP',
      `.I ${roff(argument.name())}`,
      roff(sentence(argument.description)),
    ]),
    ...command.options.flatMap(({ flags, description }) => ['.TP', `.B ${roff(flags)}`, roff(sentence(description))]),
    ...examples(command),
  ];
}

function operands(command) {
  return command.registeredArguments
    .map((argument) => (argument.required ? argument.name().toUpperCase() : `[${argument.name().toUpperCase()}]`))
    .join(' ');
}

/** What --help appends, line by line. */
function examples(command) {
  const lines = afterHelp(command).split('\n').slice(2);
  return lines.length === 0
    ? []
    : [
        '.PP',
        'Examples:',
        '.PP',
        '.nf',
        ...lines.map((line) => roff(line.replace(/\S*odrive-v3\.6-56V\.hex/, 'FILE'))),
        '.fi',
      ];
}

function exitStatus(program) {
  const [, statuses = ''] = /Exit status: ([^.]+)\./.exec(afterHelp(program)) ?? [];
  return statuses.split(', ').flatMap((each) => {
    const [, number, meaning] = /^(\d+) (.*)$/.exec(each) ?? [];
    return ['.TP', `.B ${number}`, roff(sentence(meaning))];
  });
}

function afterHelp(command) {
  let text = '';
  command.emit('afterHelp', { error: false, command, write: (more) => (text += more) });
  return text.trimEnd();
}

function sentence(text) {
  const [first = '', ...rest] = text;
  return `${first.toUpperCase()}${rest.join('')}${/[.)]$/.test(text) ? '' : '.'}`;
}

/** Text in which nothing is a request or an escape of roff (groff_char(7)). */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('…', '...')
    .replace(/^\./, '\\&.');
}

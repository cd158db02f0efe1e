// Commands that a person is to run: the program as it was called, for the board and the place that this run was called
// with, alone on a line, so that each can be copied and runs as it stands.

import type { FlasherError } from '@odflash/core';
import { isMessage } from '@odflash/core/messages';
import { serverAddressText } from '@odflash/usbip';
import type { BoardOptions } from '../options.ts';
import { ownWord } from '../render/own-word.ts';
import { say, worded } from '../render/say.ts';
import { namesOwnFile } from './environment/own-folders.ts';
import { mentionedIn } from './mentioned-commands.ts';

/** How this run was called. */
export interface Invocation {
  /** `odflash`, or `npx odflash` in a clone of the project. */
  readonly program: string;
  /** The same as words that run it from anywhere, as any user. */
  readonly self: readonly string[];
  /** What followed it, the command first. */
  readonly words: readonly string[];
  /** Which board is meant, where it is looked for, and where its records lie. */
  readonly options: BoardOptions & { readonly backupDir?: string | undefined };
}

export const bareInvocation: Invocation = { program: 'odflash', self: ['odflash'], words: [], options: {} };

/** The program by its place, for where the shell of the person would not find it: sudo has a search path of its own. */
export function selfOf({ execPath, argv: [, script] }: Pick<NodeJS.Process, 'execPath' | 'argv'>): readonly string[] {
  // The script of a self-contained binary is the binary.
  return script === undefined || script === execPath ? [execPath] : [execPath, script];
}

type Meant = 'board' | 'records' | 'bus' | 'nothing';

/** What a command has to be given: which board, its records as well, or only where boards are. Other commands know none. */
const meant: Readonly<Record<string, Meant>> = Object.fromEntries(
  (
    [
      ['bus', 'list'],
      ['board', 'status get call plot rate-test shell save info doctor verify read unlock reset enter-dfu backup diff'],
      ['records', 'flash update dfu erase restore set calibrate'],
      ['nothing', 'udev-setup catalogue convert replay report explain virtual completion serve'],
    ] as const
  ).flatMap(([what, commands]) => commands.split(' ').map((command) => [command, what] as const)),
);

/** `rest`: the command and its operands, as a shell takes them. */
export function commandLine({ program, options }: Invocation, rest: string): string {
  const [command = ''] = rest.split(' ');
  if (meant[command] === 'nothing') return `${program} ${rest}`;
  const [, via = options.via] = / --via (\S+)/.exec(rest) ?? [];
  // By another way the board is elsewhere: at a probe, not in its own socket.
  const { path: _, ...elsewhere } = options;
  const known = via === options.via ? options : elsewhere;
  const chosen = selection(known, meant[command] ?? 'nothing', atSerialPort.includes(command));
  if (!rest.includes(' --via ')) chosen.push(...way(options, command));
  return [program, rest, ...chosen.map((word) => ownWord(word))].join(' ');
}

/** A word of a command line that no prose has: what an option takes by name, an option, a quoted word, a path, a value with a sign or a digit in it. */
const operand =
  /^(?:stlink|dfu|board|record|IDLE|--?[a-z][\w-]*(?:=\S+)?|\$?'(?:[^'\\]|\\.)*'|"[^"]*"|[^\s;,]*[./\\=\d][^\s;,]*)$/;

/** Prose that begins with the program's name is no command; one with a place for a file cannot be run as it stands. */
function isCommand(text: string): boolean {
  const [command = '', ...rest] = text.match(/\$?'(?:[^'\\]|\\.)*'|"[^"]*"|\S+/g) ?? [];
  return meant[command] !== undefined && rest.every((word) => operand.test(word));
}

/**
 * Every command that a text names, in full and alone on its line: what a line ends with goes below it, what is named within a
 * line is repeated below it. A mention of a page names the program as it was called. A command that names a file that is gone with
 * this process says so instead.
 */
export function withCommandLines(text: string, invocation: Invocation): string {
  const lines = text.split('\n');
  const alone = lines.flatMap((line) => /^ *odflash (.*)$/.exec(line)?.[1] ?? []).filter(isCommand);
  return lines
    .flatMap((line) => {
      const [, indent = '', before = '', root, rest] =
        /^( *)(.*(?:: |：)(?:\d\. )?)?(sudo )?odflash (\S.*?)[.。]?$/.exec(line) ?? [];
      const [, margin = '', lead = '', ofSystem] = /^( *)(.*(?:: |：))(sudo udevadm .*)$/.exec(line) ?? [];
      if (ofSystem !== undefined) return [`${margin}${lead.trimEnd()}`, `${margin}  ${ofSystem}`];
      if (rest === undefined || !isCommand(rest)) {
        const mentioned = mentionedIn(line, {}).filter((each) => !alone.some((command) => command.startsWith(each)));
        return [
          withProgram(line, invocation),
          ...mentioned.map((each) => `${indentOf(line)}  ${commandLine(invocation, each)}`),
        ];
      }
      if (namesOwnFile(rest)) return `${indent}${worded('result.no-way-back')}`;
      const command = root === undefined ? commandLine(invocation, rest) : asRoot(invocation, rest);
      return before === '' ? `${indent}${command}` : [`${indent}${before.trimEnd()}`, `${indent}  ${command}`];
    })
    .join('\n');
}

/** A page is the same for every board: only the name of the program is put in. */
function withProgram(line: string, { program }: Invocation): string {
  return line.replace(/\bodflash (?=explain [a-z-]+\W*$)/, `${program} `);
}

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

function asRoot({ self }: Invocation, rest: string): string {
  return ['sudo', ...self.map((word) => ownWord(word)), rest].join(' ');
}

/** What can be done about a failure, as commands: what accepts it, and what its next step names. */
export function commandsAfter(error: FlasherError, invocation: Invocation): readonly string[] {
  return [
    ...acceptingWords(error).map((word) => again(invocation, word)),
    ...spokenOf(error, about(error, invocation)),
  ];
}

/** As if it had been called for the one of several boards at which it failed. */
function about({ details: { chosen } }: FlasherError, invocation: Invocation): Invocation {
  if (!Array.isArray(chosen)) return invocation;
  const [option, value] = chosen.map(String);
  const board = option === '--serial' ? { serial: value } : { path: value };
  return { ...invocation, options: { ...invocation.options, ...board } };
}

/** Two lines, where a failure left a backup of what was on the board that is not gone with this process. */
export function wayBack({ details }: FlasherError, invocation: Invocation): readonly string[] {
  const { undo, via = invocation.options.via } = details;
  if (typeof undo !== 'string' || namesOwnFile(undo)) return [];
  return [
    worded(via === 'stlink' ? 'end.way-back' : 'end.way-back-in-dfu'),
    `  ${commandLine(invocation, `restore ${ownWord(undo)}${details.via === 'stlink' ? ' --via stlink' : ''}`)}`,
  ];
}

/** Attaches a device of a USB/IP server to a Linux computer; 3240 is the usual port of USB/IP. */
export function attachCommand({ host, port }: { readonly host: string; readonly port: number }, path: string): string {
  const tcpPort = port === 3240 ? '' : ` --tcp-port ${port}`;
  return `modprobe vhci-hcd; usbip${tcpPort} attach -r ${host} -b ${path}`;
}

/** Flashes a board through a server of probes at that port of this computer. */
export function openocdCommand(port: number): string {
  return `openocd -f interface/stlink-dap.cfg -c "st-link backend tcp ${port}" -f target/stm32f4x.cfg -c "program FILE verify reset exit"`;
}

/** More boards than this are chosen from a list. */
const maxChoices = 4;

function acceptingWords({ code, details, next }: FlasherError): readonly string[] {
  if (details.declined) return [];
  const { paths } = details;
  if (code === 'several-devices' && Array.isArray(paths) && paths.length <= maxChoices)
    return paths.map((path) => `--path ${ownWord(String(path))}`);
  if (isMessage(next) && next.code === 'next.name-board-of-firmware')
    return next.params.boards.map((board) => `--board ${board}`);
  if (typeof details.consent === 'string') return [`--consent ${ownWord(details.consent)}`];
  if (details.choice === 'configuration-from') return ['--config-from board', '--config-from record'];
  return code === 'not-confirmed' && Array.isArray(details.warnings) ? ['--yes'] : [];
}

function again({ program, words }: Invocation, more: string): string {
  return [program, ...words.map((word) => ownWord(word)), more].join(' ');
}

/** Commands that the next step of a failure mentions. */
function spokenOf({ next, details }: FlasherError, invocation: Invocation): readonly string[] {
  const [command = '', file] = invocation.words;
  const isFile = file !== undefined && !/^-|^\d+\.\d+\.\d/.test(file);
  const saved = [details.file, details.configuration].find((name) => typeof name === 'string');
  const text = say(next);
  const mentioned = mentionedIn(text, {
    firmware: ['flash', 'verify', 'dfu', 'update'].includes(command) && isFile ? file : undefined,
    configuration: saved,
  });
  const [, asked] = / sudo odflash (udev-setup(?: --everyone)?)/.exec(` ${text}`) ?? [];
  const setUp = asked === undefined ? [] : [asRoot(invocation, asked)];
  return [...setUp, ...mentioned.map((rest) => commandLine(invocation, rest))];
}

/** Commands that reach a chip in either way. */
const eitherWay: readonly string[] = 'info verify read unlock reset flash erase restore update dfu backup doctor'.split(
  ' ',
);

function way({ via, underReset }: Invocation['options'], command: string): readonly string[] {
  if (via === undefined || !eitherWay.includes(command)) return [];
  return ['--via', via, ...(underReset ? ['--under-reset'] : [])];
}

/** Commands that reach a board at a serial port. */
const atSerialPort: readonly string[] = 'get set call status plot rate-test shell calibrate save reset'.split(' ');

/** The options that say which board is meant and where it is looked for. */
function selection(
  { serial, path, usbip, virtual = [], virtualState, backupDir, serialPort }: Invocation['options'],
  what: Meant,
  atPort: boolean,
): string[] {
  return [
    ...(serial === undefined || what === 'bus' ? [] : ['--serial', serial]),
    ...(path === undefined || what === 'bus' ? [] : ['--path', path]),
    ...(usbip === undefined ? [] : ['--usbip', serverAddressText(usbip)]),
    ...virtual.flatMap((profile) => ['--virtual', profile]),
    ...(virtualState === undefined ? [] : ['--virtual-state', virtualState]),
    ...(serialPort === undefined || !atPort ? [] : ['--serial-port', serialPort]),
    ...(backupDir === undefined || what !== 'records' ? [] : ['--backup-dir', backupDir]),
  ];
}

// Commands that a person is told to run: the program as it was called, for the board and the place that this run was called
// with, alone on a line, so that each can be copied and runs as it stands.

import type { FlasherError } from '@odflash/core';
import { isMessage } from '@odflash/core/messages';
import { serverAddressText } from '@odflash/usbip';
import type { BoardOptions } from '../options.ts';
import { ownWord, say, worded } from '../render/say.ts';

/** How this run was called. */
export interface Invocation {
  /** `odflash`, or `npx odflash` in a clone of the project. */
  readonly program: string;
  /** The same as words that run it from anywhere, as anybody. */
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

/** What a command has to be told: which board, its records as well, or only where boards are. Other commands know none. */
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
 * Lines that end with a command, or are one, with that command in full and alone on its line; a mention of a page names the
 * program as it was called.
 */
export function withCommandLines(text: string, invocation: Invocation): string {
  const forgets = isForgotten(invocation);
  return text
    .split('\n')
    .flatMap((line) => {
      if (forgets && line.startsWith('To go back')) return worded('result.no-way-back');
      const [, indent = '', before = '', root, rest] =
        /^( *)(.*: (?:\d\. )?)?(sudo )?odflash (\S.*?)\.?$/.exec(line) ?? [];
      const [, margin = '', lead = '', ofSystem] = /^( *)(.*: )(sudo udevadm .*)$/.exec(line) ?? [];
      if (ofSystem !== undefined) return [`${margin}${lead.trimEnd()}`, `${margin}  ${ofSystem}`];
      if (rest === undefined || !isCommand(rest))
        return line.replace(/\bodflash (?=explain [a-z-]+\W*$)/, `${invocation.program} `);
      const command = root === undefined ? commandLine(invocation, rest) : asRoot(invocation, rest);
      return before === '' ? `${indent}${command}` : [`${indent}${before.trimEnd()}`, `${indent}  ${command}`];
    })
    .join('\n');
}

function asRoot({ self }: Invocation, rest: string): string {
  return ['sudo', ...self.map((word) => ownWord(word)), rest].join(' ');
}

/** What can be done about a failure, as commands: what accepts it, and what its next step speaks of. */
export function commandsAfter(error: FlasherError, invocation: Invocation): readonly string[] {
  return [...acceptingWords(error).map((word) => again(invocation, word)), ...spokenOf(error, invocation)];
}

/** A virtual board that is not kept is gone at the end of the run, and what was saved of it as well. */
function isForgotten({ options: { virtual, virtualState, backupDir } }: Invocation): boolean {
  return virtual !== undefined && virtualState === undefined && backupDir === undefined;
}

/** Two lines, where a failure left a backup of what was on the board. */
export function wayBack({ details }: FlasherError, invocation: Invocation): readonly string[] {
  const { undo, via = invocation.options.via } = details;
  if (typeof undo !== 'string' || isForgotten(invocation)) return [];
  const how = via === 'stlink' ? 'To go back:' : 'To go back, with the board in DFU mode:';
  return [
    how,
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

/** Commands that a failure speaks of. What needs an operand that is not known is left as prose. */
function spokenOf({ next, details }: FlasherError, invocation: Invocation): readonly string[] {
  const [command = '', file] = invocation.words;
  const isFile = file !== undefined && !/^-|^\d+\.\d+\.\d/.test(file);
  const image = ['flash', 'verify', 'dfu', 'update'].includes(command) && isFile ? file : undefined;
  const saved = [details.file, details.configuration].find((name) => typeof name === 'string');
  const asked = / sudo odflash (udev-setup(?: --everyone)?)/.exec(` ${say(next)}`)?.[1];
  const setUp = asked === undefined ? [] : [asRoot(invocation, asked)];
  return [...setUp, ...commandsIn(say(next), { image, saved }).map((line) => commandLine(invocation, line))];
}

/** Commands in prose, as `odflash list shows them`, without the program. `image`, `saved`: what FILE and a restore stand for. */
export function commandsIn(
  text: string,
  { image, saved }: { readonly image?: string | undefined; readonly saved?: string | undefined } = {},
): readonly string[] {
  const lines = [
    ...text.matchAll(
      /\bodflash ([a-z-]+)(?! --(?!via))(?: (FILE|\S*[./]\S*[^\s.,;]))?( --force-config| --via stlink)?/g,
    ),
  ].flatMap(([, name = '', named, more = '']) => {
    const bare = ['list', 'info', 'doctor', 'unlock', 'reset', 'backup'].includes(name);
    if (bare && named === undefined) return [`${name}${more}`];
    const known = name === 'restore' ? (named ?? saved) : named === 'FILE' ? image : named;
    if (!['dfu', 'flash', 'update', 'restore'].includes(name) || known === undefined || known === 'FILE') return [];
    return [`${name} ${ownWord(String(known))}${more}`];
  });
  // Commands of every day, with what they take: a name, a pattern, an axis.
  const daily = [
    ...text.matchAll(/\bodflash (status(?: --clear)?|calibrate axis\d|set \S+ IDLE|(?:get|plot) \S*[\w*"])/g),
  ];
  for (const [, line = ''] of daily) lines.push(line.replace(/ ([\w.]*\*[\w.*]*)$/, ' "$1"'));
  return [...new Set(lines)];
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
const atSerialPort: readonly string[] = 'get set call status plot rate-test shell'.split(' ');

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

// The options and examples that commands share. Knows commander and nothing of boards; everything here is loaded for --help too, so
// it imports only what is small.

import type { Consent } from '@odflash/core/ask';
import type { HelpExamples } from '@odflash/messages';
import type { Command } from 'commander';
import { invalidValue } from './invalid-value.ts';
import { atLeastOne, collect, consent, type ServerAddress, serverAddress, single, text } from './option-values.ts';
import { help } from './render/help.ts';
import { sampleFile } from './sample-file.ts';

/** Options of every command. */
export interface OutputOptions {
  readonly json?: true | undefined;
  readonly verbose?: true | undefined;
  readonly logFile?: string | undefined;
  /** Accept warnings. Every command takes it, so that a script can pass it to all. */
  readonly yes?: true | undefined;
}

/** Options of commands that look for a board. */
export interface BoardOptions extends OutputOptions {
  readonly serial?: string | undefined;
  readonly path?: string | undefined;
  /** Profiles of virtual boards, in the order given. */
  readonly virtual?: readonly string[] | undefined;
  readonly virtualState?: string | undefined;
  /** A USB/IP server whose boards are meant instead of this machine's. */
  readonly usbip?: ServerAddress | undefined;
  /** A serial port instead of USB, with its baud rate behind an @. */
  readonly serialPort?: string | undefined;
  /** A file for everything that happens on the bus. */
  readonly trace?: string | undefined;
  /** How the chip is reached. Default: over USB, in DFU mode. */
  readonly via?: Via | undefined;
  /** Over an ST-Link: pull NRST to reach a chip that does not answer. */
  readonly underReset?: true | undefined;
  /** Dangers that are accepted, each for one board. */
  readonly consent?: readonly Consent[] | undefined;
}

/** The ways to a chip. */
const vias = ['dfu', 'stlink'] as const;
export type Via = (typeof vias)[number];

/** Options of commands that have to know which board it is. */
export interface NamedBoardOptions extends BoardOptions {
  readonly board?: string | undefined;
}

/** Options of commands that change the flash. */
export interface ChangeOptions extends NamedBoardOptions {
  readonly dryRun?: true | undefined;
}

/** Options of commands that restart a running board. */
export interface RunningOptions {
  readonly disarm?: true | undefined;
  readonly holdStartup?: true | undefined;
}

/** Options of commands that may look again and again. */
export interface WatchOptions {
  readonly watch?: true | undefined;
  /** Milliseconds from look to look. */
  readonly every?: number | undefined;
  /** Looks at most. */
  readonly times?: number | undefined;
}

/** Options of commands that choose firmware from a catalogue. */
export interface CatalogueOptions {
  readonly releaseUrl?: string | undefined;
  readonly offline?: true | undefined;
}

/** `json`: how that option is written and what it does, where it can do more than print lines. */
export function addOutputOptions(
  command: Command,
  json: readonly [flags: string, text: string] = ['--json', help.common.options['--json']],
): Command {
  return command
    .optionsGroup(help.groups.output)
    .helpOption('-h, --help', help.common.options['--help'])
    .option('--yes', help.common.options['--yes'])
    .option(...json)
    .option('--verbose', help.common.options['--verbose'])
    .option('--log-file <file>', help.common.options['--log-file'], single(text));
}

/** The options that say where boards are looked for. */
export function addBusOptions(command: Command): Command {
  return command
    .optionsGroup(help.groups.board)
    .option('--usbip <host[:port]>', help.common.options['--usbip'], single(serverAddress))
    .option('--virtual <profile>', help.common.options['--virtual'], collect(text))
    .option('--virtual-state <dir>', help.common.options['--virtual-state'], single(text))
    .optionsGroup(help.groups.output)
    .option('--trace <file>', help.common.options['--trace'], single(text));
}

export function addBoardOptions(command: Command): Command {
  command
    .optionsGroup(help.groups.board)
    .option('--serial <serial>', help.common.options['--serial'], single(text))
    .option('--path <path>', help.common.options['--path'], single(text))
    .option('--board <version>', help.common.options['--board'], single(text))
    .optionsGroup(help.groups.safety)
    .option('--consent <what=serial>', help.common.options['--consent'], collect(consent));
  return addBusOptions(command);
}

/** For commands that only ask and tell a running board: a serial port is enough. */
export function addSerialOption(command: Command): Command {
  return command
    .optionsGroup(help.groups.board)
    .option('--serial-port <port>', help.common.options['--serial-port'], single(text));
}

/** For commands that reach a chip in either way. */
export function addViaOption(command: Command): Command {
  return command
    .optionsGroup(help.groups.board)
    .option('--via <way>', help.common.options['--via'], single(via))
    .option('--under-reset', help.common.options['--under-reset']);
}

export function addChangeOptions(command: Command): Command {
  return addBoardOptions(command)
    .optionsGroup(help.groups.safety)
    .option('--dry-run', help.common.options['--dry-run']);
}

/** The options that say where firmware releases come from. */
export function addCatalogueOptions(command: Command): Command {
  return command
    .optionsGroup(help.groups.releases)
    .option('--release-url <url>', help.common.options['--release-url'], single(text))
    .option('--offline', help.common.options['--offline']);
}

/** For commands that restart a running board. */
export function addRunningOptions(command: Command): Command {
  return command.optionsGroup(help.groups.safety).option('--disarm', help.common.options['--disarm']);
}

export function addWatchOptions(command: Command): Command {
  return command
    .optionsGroup(help.groups.watching)
    .option('--watch', help.common.options['--watch'])
    .option('--every <ms>', help.common.options['--every'], single(atLeastOne))
    .option('--times <number>', help.common.options['--times'], single(atLeastOne));
}

/** Ends a command's --help with worked examples: command line, explanation. `SAMPLE` stands for the sample firmware. */
export function addExamples(command: Command, examples: HelpExamples): Command {
  const written = () => {
    const lines = examples.map(([line, meaning]) => `  ${line.replace('SAMPLE', sampleFile())}\n      ${meaning}`);
    return `\n${help.examples}\n${lines.join('\n')}`;
  };
  return command.addHelpText('after', written);
}

function via(value: string): Via {
  const found = vias.find((way) => way === value);
  if (found === undefined) throw invalidValue('expected.one-of', { words: vias });
  return found;
}

// Values on the command line that cannot be meant. A reader of values knows what is wrong; which option it was is known where the
// option is declared.

import type { Said } from '@odflash/core/messages';
import { type CommandLineCode, commandMessage, type ParametersOf } from '@odflash/messages';
import type { Argument, Command, Option } from 'commander';

/** Thrown by a reader of a value. */
export class InvalidValue extends Error {
  readonly why: Said;

  constructor(why: Said) {
    super(why.code);
    this.why = why;
  }
}

/** What a reader throws. */
export function invalidValue<C extends Extract<CommandLineCode, `expected.${string}`>>(
  code: C,
  ...params: ParametersOf<C>
): InvalidValue {
  return new InvalidValue(commandMessage(code, ...params));
}

/** The same, with the option or the argument it was given for. */
export class InvalidArgument extends Error {
  readonly text: Said;

  constructor(name: string, value: string, { why }: InvalidValue) {
    super(why.code);
    this.text = commandMessage('argument.invalid', { name, value, why });
  }
}

/** Every value of these commands that cannot be meant is reported with the name of its option. */
export function nameInvalidValues(commands: readonly Command[]): void {
  for (const { options, registeredArguments, commands: below } of commands) {
    for (const option of options) named(option, option.flags);
    for (const argument of registeredArguments) named(argument, argument.name());
    nameInvalidValues(below);
  }
}

function named(declared: Option | Argument, name: string): void {
  const read = declared.parseArg;
  if (!read) return;
  declared.parseArg = <T>(value: string, previous: T): T => {
    try {
      return read(value, previous);
    } catch (thrown) {
      throw thrown instanceof InvalidValue ? new InvalidArgument(name, value, thrown) : thrown;
    }
  };
}

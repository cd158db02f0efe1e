// ODrive's ASCII protocol: one line, at most one answer (Firmware/communication/ascii_protocol.cpp). Knows no bytes and no
// line ends; what moves a motor only sets the inputs here.

import type { FunctionNode, ObjectTree, PropertyNode, PropertyValue } from '@odflash/core/odrive';

/** What stands behind the protocol. */
export interface AsciiTarget {
  readonly tree: ObjectTree;
  readonly generation: '0.4' | '0.5';
  /** Lines of the command `i`. */
  readonly about: readonly string[];
  read(property: PropertyNode): PropertyValue;
  write(property: PropertyNode, value: PropertyValue): void;
  call(called: FunctionNode): Promise<unknown>;
}

const badFormat = 'invalid command format';
const badProperty = 'invalid property';
const notThere = 'not implemented';

type Command = (target: AsciiTarget, words: readonly string[]) => Promise<string | undefined> | string | undefined;

/** What people find first in the firmware's own help. */
const help = 'Please see documentation for more details\nAvailable commands: p q v c t f u es r w ss se sr sc i h';

/** What a command sets, in the order of its numbers; of two names the first that the firmware has. */
const inputs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  p: [
    ['input_pos', 'pos_setpoint'],
    ['input_vel', 'vel_setpoint'],
    ['input_torque', 'current_setpoint'],
  ],
  q: [['input_pos', 'pos_setpoint'], ['config.vel_limit'], ['config.torque_lim']],
  v: [
    ['input_vel', 'vel_setpoint'],
    ['input_torque', 'current_setpoint'],
  ],
  c: [['input_torque', 'current_setpoint']],
  t: [['input_pos', 'pos_setpoint']],
};

const commands: Readonly<Record<string, Command>> = {
  r: readProperty,
  w: writeProperty,
  i: ({ about }) => about.join('\n'),
  h: () => help,
  f: (target, words) =>
    forAxis(words, 0, (axis) =>
      ['pos_estimate', 'vel_estimate'].map((name) => valueAt(target, `${axis}.encoder.${name}`)).join(' '),
    ),
  u: (target, words) => forAxis(words, 0, (axis) => fed(target, axis)),
  ...Object.fromEntries(Object.entries(inputs).map(([name, paths]) => [name, setInputs(name, paths)])),
  ss: called('save_configuration'),
  se: called('erase_configuration'),
  sr: called('reboot'),
  sc: called('clear_errors'),
};

/** The answer to a line without its end and checksum, or `undefined` for none. */
export async function answerLine(target: AsciiTarget, line: string): Promise<string | undefined> {
  const words = line.split(' ').filter((word) => word !== '');
  const [name = ''] = words;
  if (name === '') return undefined;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command ? await command(target, words.slice(1)) : 'unknown command';
}

function propertyAt({ tree }: AsciiTarget, path: string): PropertyNode | undefined {
  const node = tree.nodes.get(path);
  return node?.kind === 'property' ? node : undefined;
}

function valueAt(target: AsciiTarget, path: string): string {
  const property = propertyAt(target, path);
  return property ? (textOf(target, property) ?? '0') : '0';
}

/** printf's %f, in 0.5 cut to nine characters; integers and flags in decimal. */
function textOf(target: AsciiTarget, property: PropertyNode): string | undefined {
  const value = target.read(property);
  if (typeof value === 'object') return undefined;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (property.type !== 'float') return String(value);
  if (!Number.isFinite(Number(value))) return String(value).replace('Infinity', 'inf').toLowerCase();
  const text = Number(value).toFixed(6);
  return target.generation === '0.5' ? text.slice(0, 9) : text;
}

function readProperty(target: AsciiTarget, [path]: readonly string[]): string {
  if (path === undefined) return badFormat;
  const property = propertyAt(target, path);
  return property ? (textOf(target, property) ?? notThere) : badProperty;
}

function writeProperty(target: AsciiTarget, [path, text]: readonly string[]): string | undefined {
  if (path === undefined || text === undefined) return badFormat;
  const property = propertyAt(target, path);
  if (!property) return badProperty;
  const value = parsedValue(property, text);
  if (value === undefined || !property.writable) return notThere;
  target.write(property, value);
  return undefined;
}

function parsedValue({ type }: PropertyNode, text: string): PropertyValue | undefined {
  if (type === 'endpoint_ref') return undefined;
  if (type === 'float') return Number.isNaN(Number.parseFloat(text)) ? undefined : Number.parseFloat(text);
  if (!/^-?\d+$/.test(text)) return undefined;
  if (type === 'bool') return Number(text) !== 0;
  return type === 'int64' || type === 'uint64' ? BigInt(text) : Number(text);
}

/** Runs `act` with the axis that the first word names, if there are `least` more words. */
function forAxis(
  words: readonly string[],
  least: number,
  act: (axis: string, numbers: readonly number[]) => string | undefined,
): string | undefined {
  const [axis, ...numbers] = words.map(Number);
  if (
    axis === undefined ||
    Number.isNaN(axis) ||
    numbers.length < least ||
    numbers.slice(0, least).some(Number.isNaN)
  ) {
    return badFormat;
  }
  return axis === 0 || axis === 1 ? act(`axis${axis}`, numbers) : `invalid motor ${axis}`;
}

function setInputs(command: string, paths: readonly (readonly string[])[]): Command {
  return (target, words) =>
    forAxis(words, 1, (axis, numbers) => {
      for (const [index, names] of paths.entries()) {
        const below = command === 'q' && index === 2 ? 'motor' : 'controller';
        const property = names.map((name) => propertyAt(target, `${axis}.${below}.${name}`)).find(Boolean);
        const number = numbers[index];
        if (property && number !== undefined && !Number.isNaN(number)) target.write(property, number);
      }
      return fed(target, axis);
    });
}

/** Inputs count as food for the watchdog, too. Answers nothing. */
function fed(target: AsciiTarget, axis: string): undefined {
  const node = target.tree.nodes.get(`${axis}.watchdog_feed`);
  if (node?.kind === 'function') void target.call(node);
  return undefined;
}

function called(path: string): Command {
  return async (target) => {
    const node = target.tree.nodes.get(path);
    if (node?.kind !== 'function') return 'unknown command';
    await target.call(node);
    return undefined;
  };
}

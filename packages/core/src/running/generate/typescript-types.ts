// TypeScript for the object tree of one firmware, as `connect()` and the shell give it: reading awaits, assigning writes. What is
// written depends on nothing else. Pure.

import { enumerationNames } from '../../odrive/enumerations.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import type { FunctionNode, ObjectNode, ObjectTree, PropertyNode } from '../../odrive/tree.ts';
import { unitOf } from '../../odrive/units.ts';
import type { PropertyType } from '../../odrive/value.ts';

const scalar: Readonly<Record<PropertyType, string>> = {
  bool: 'boolean',
  int8: 'number',
  uint8: 'number',
  int16: 'number',
  uint16: 'number',
  int32: 'number',
  uint32: 'number',
  int64: 'bigint',
  uint64: 'bigint',
  float: 'number',
  endpoint_ref: 'EndpointReference',
};

const head = (
  release: string,
  checksum: number,
) => `// The object tree of ODrive firmware ${release} (descriptor 0x${checksum.toString(16).toUpperCase().padStart(4, '0')}), written by odflash generate-types.
//
//   import { connect } from '@odflash/core/running';
//   import type { Odrive } from './odrive.ts';
//   await using board = await connect<Odrive>(env);
//   const volts = await board.odrive.vbus_voltage;

/** Read when it is awaited. */
export type Reading<T> = PromiseLike<T> & { readonly path: string };

/** Points at a property of the same board. */
export interface EndpointReference {
  readonly endpoint: number;
  readonly checksum: number;
}
`;

/** The text of a module with the interface `Odrive`. */
export function typescriptTypes(tree: ObjectTree, release: string): string {
  const generation = configurationGeneration(release, (path) => tree.nodes.has(path));
  /** Objects that look the same have one type: axis0 and axis1. */
  const names = new Map<string, string>();
  const written: string[] = [];

  const typeOf = (node: ObjectNode): string => {
    const body = node.members
      .map((member) => {
        if (member.kind === 'object') return `  readonly ${member.name}: ${typeOf(member)};`;
        return member.kind === 'property' ? propertyLines(member) : functionLine(member);
      })
      .join('\n');
    const before = names.get(body);
    if (before !== undefined) return before;
    const wanted = pascal(node.path === '' ? 'odrive' : node.path.replace(/^axis\d/, 'axis'));
    const taken = new Set(names.values());
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
    names.set(body, name);
    written.push(`export interface ${name} {\n${body}\n}\n`);
    return name;
  };
  const propertyLines = ({ name, path, type, writable }: PropertyNode): string => {
    const unit = unitOf(path, generation);
    const comment = [unit, type === 'float' || type === 'bool' ? undefined : type].filter((part) => part !== undefined);
    const about = comment.length > 0 ? `  /** ${comment.join(', ')} */\n` : '';
    const read = scalar[type];
    if (!writable) return `${about}  readonly ${name}: Reading<${read}>;`;
    const words = enumerationNames(path, generation).map((word) => `'${word}'`);
    const write = [read === 'bigint' ? 'bigint | number' : read, ...words].join(' | ');
    return `${about}  get ${name}(): Reading<${read}>;\n  set ${name}(value: ${write});`;
  };
  typeOf(tree.root);
  return [head(release, tree.checksum), ...written].join('\n');
}

function functionLine({ name, inputs, outputs }: FunctionNode): string {
  const parameters = inputs.map((input) => `${input.name}: ${scalar[input.type]}`).join(', ');
  const [only, ...more] = outputs;
  const several = outputs.map((output) => `readonly ${output.name}: ${scalar[output.type]}`).join('; ');
  const result = !only ? 'void' : more.length > 0 ? `{ ${several} }` : scalar[only.type];
  return `  ${name}(${parameters}): Promise<${result}>;`;
}

/** `axis.motor.current_control` → `AxisMotorCurrentControl`. */
function pascal(path: string): string {
  return path.replace(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

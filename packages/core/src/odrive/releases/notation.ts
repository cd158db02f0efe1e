// A short notation for ODrive's object trees, a sixth as long as the text a board gives. A line is
//   name: [r] type [= default] [@since]      a property, read-only with r; type is a value type or the name of a group
//   name(input: type, …) [output: type] [@since]     a function
//   name [@since]                             an object; its members are indented by two blanks more
//   group Name                                members that stand wherever a property has the type Name
// `since` is the first revision of that generation that has it, `@<n` the first that has it no more. A default `a|b` is for axis0
// and axis1.

/** A property, an object or a function as it stands in the notation. */
export type Member =
  | {
      readonly kind: 'property';
      readonly name: string;
      readonly type: string;
      readonly access: 'r' | 'rw';
      readonly initial?: string | undefined;
    }
  | { readonly kind: 'object'; readonly name: string; readonly members: readonly Member[] }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly inputs: readonly Argument[];
      readonly outputs: readonly Argument[];
    };

interface Argument {
  readonly name: string;
  readonly type: string;
}

interface Line {
  readonly depth: number;
  readonly text: string;
}

/** Reads the notation. Members that `revision` does not have are left out. Throws on a line that is not one. */
export function readTree(source: string, revision: number): readonly Member[] {
  const lines = source
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Line => ({ depth: (line.length - line.trimStart().length) / 2, text: line.trim() }));
  const groups = new Map<string, readonly Member[]>();
  const queue = [...lines];
  const roots: Member[] = [];
  while (queue.length > 0) {
    const group = /^group (\w+)$/.exec(queue[0]?.text ?? '')?.[1];
    if (group === undefined) roots.push(...readMember(queue, 0, groups, revision));
    else {
      queue.shift();
      groups.set(group, readMembers(queue, 1, groups, revision));
    }
  }
  return roots;
}

function readMembers(queue: Line[], depth: number, groups: Map<string, readonly Member[]>, revision: number): Member[] {
  const members: Member[] = [];
  while (queue[0]?.depth === depth) members.push(...readMember(queue, depth, groups, revision));
  return members;
}

const line =
  /^(?<name>\w+)(?:\((?<inputs>[^)]*)\)(?: (?<output>\w+: \w+))?|: (?<access>r )?(?<type>\w+)(?: = (?<initial>\S+))?)?(?: @(?<until><)?(?<since>\d+))?$/;

function readMember(queue: Line[], depth: number, groups: Map<string, readonly Member[]>, revision: number): Member[] {
  const text = queue.shift()?.text ?? '';
  const { name = '', inputs, output, access, type, initial, since, until } = line.exec(text)?.groups ?? {};
  if (name === '') throw new SyntaxError(`no line of an object tree: ${text}`);
  const member = ((): Member => {
    if (inputs !== undefined)
      return { kind: 'function', name, inputs: readArguments(inputs), outputs: readArguments(output ?? '') };
    const shared = type === undefined ? readMembers(queue, depth + 1, groups, revision) : groups.get(type);
    if (shared) return { kind: 'object', name, members: shared };
    return {
      kind: 'property',
      name,
      type: type ?? '',
      access: access ? 'r' : 'rw',
      initial,
    };
  })();
  const isNewer = since !== undefined && Number(since) > revision;
  return since === undefined || isNewer === (until !== undefined) ? [member] : [];
}

function readArguments(text: string): Argument[] {
  if (text === '') return [];
  return text.split(', ').map((argument) => {
    const [name = '', type = ''] = argument.split(': ');
    return { name, type };
  });
}

/** What properties have after a reset without a stored configuration, as written, by path. */
export function initialValues(tree: readonly Member[], above = ''): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const member of tree) {
    const path = above === '' ? member.name : `${above}.${member.name}`;
    if (member.kind === 'property' && member.initial !== undefined) values.set(path, member.initial);
    if (member.kind === 'object')
      for (const [inner, value] of initialValues(member.members, path)) values.set(inner, value);
  }
  return values;
}

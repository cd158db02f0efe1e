// The endpoints of a firmware as odrivetool gave them to templates of generate-code: a flat list, and one axis apart because the
// other has the same numbers with an offset. Pure.

import type { ObjectNode, ObjectTree, TreeNode } from '../../odrive/tree.ts';

/** One endpoint by its path. */
export interface TemplateEndpoint {
  readonly name: string;
  readonly id: number;
  /** A value type; `function` for what is called. In odrivetool's own lists a type of C: `uint8_t`, `void` for what is called. */
  readonly type: string;
  readonly access: 'r' | 'rw' | '';
  readonly is_property: boolean;
}

/** What a template can name. */
export interface TemplateVariables {
  /** Checksum of the descriptor, the trailer of every request. */
  readonly json_crc: number;
  /** What the second axis's endpoints are higher than the first's. */
  readonly per_axis_offset: number;
  /** All that belong to no axis: values, and functions without inputs and outputs. */
  readonly endpoints: readonly TemplateEndpoint[];
  /** Those of axis 0, as `axis.…`. */
  readonly axis_endpoints: readonly TemplateEndpoint[];
  /** Every one, axes included. */
  readonly all_endpoints: readonly TemplateEndpoint[];
}

/** What a template gets: `endpoints` and one axis. Names are those of odrivetool. */
export function templateVariables(tree: ObjectTree): TemplateVariables {
  const { members } = tree.root;
  const axes = members.filter(
    (member): member is ObjectNode => member.kind === 'object' && /^axis\d$/.test(member.name),
  );
  const [first, second] = axes;
  const others = members.filter((member) => !axes.includes(member as ObjectNode));
  const firstOf = (axis: ObjectNode | undefined) => (axis ? (flat(axis.members)[0]?.id ?? 0) : 0);
  return {
    json_crc: tree.checksum,
    per_axis_offset: second ? firstOf(second) - firstOf(first) : 0,
    endpoints: listed(others),
    axis_endpoints: first
      ? listed(first.members).map((one) => ({ ...one, name: one.name.replace(/^axis\d/, 'axis') }))
      : [],
    all_endpoints: flat(members),
  };
}

/** What odrivetool lists, with the types it gave (tools/odrive/code_generator.py of ODrive). */
function listed(nodes: readonly TreeNode[]): TemplateEndpoint[] {
  return nodes.flatMap((node): TemplateEndpoint[] => {
    if (node.kind === 'object') return listed(node.members);
    const isBare = node.kind === 'function' && node.inputs.length + node.outputs.length === 0;
    if (node.kind === 'function' ? !isBare : node.type === 'endpoint_ref') return [];
    return flat([node]).map((one) => ({ ...one, type: isBare ? 'void' : typeInC(one.type), is_property: true }));
  });
}

const typeInC = (type: string) => (/^u?int/.test(type) ? `${type}_t` : type);

function flat(nodes: readonly TreeNode[]): TemplateEndpoint[] {
  return nodes.flatMap((node): TemplateEndpoint[] => {
    if (node.kind === 'object') return flat(node.members);
    if (node.kind === 'property')
      return [
        { name: node.path, id: node.endpoint, type: node.type, access: node.writable ? 'rw' : 'r', is_property: true },
      ];
    const own = { name: node.path, id: node.endpoint, type: 'function', access: '', is_property: false } as const;
    return [own, ...flat(node.inputs), ...flat(node.outputs)];
  });
}

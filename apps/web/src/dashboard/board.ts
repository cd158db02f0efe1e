// A running board as the dashboard sees it: read again and again, never written; its configuration saved, compared and, after the
// questions of the engine, restored. Nothing here could make a live write.

import { acceptWarnings, backupConfiguration, restoreConfiguration, type UpdateEnv } from '@odflash/core';
import {
  type ConfigurationBackup,
  formatBackup,
  parseBackup,
  type SettingsPlan,
  serialInFileName,
} from '@odflash/core/configuration';
import {
  configurationGeneration,
  nameOfNumber,
  type ObjectTree,
  type PropertyType,
  type PropertyValue,
} from '@odflash/core/odrive';
import {
  type BoardStatus,
  inspectStatus,
  openSession,
  type RestoreConfigurationReport,
  type RunningBoardRequest,
} from '@odflash/core/running';

export interface Property {
  readonly path: string;
  readonly type: PropertyType;
  readonly writable: boolean;
}

export interface Comparison {
  readonly file: string;
  readonly backup: ConfigurationBackup;
  readonly plan: SettingsPlan;
}

/** Every call throws FlasherError. */
export interface ReadOnlyBoard extends AsyncDisposable {
  readonly properties: readonly Property[];
  status(): Promise<BoardStatus>;
  read(paths: readonly string[]): Promise<readonly PropertyValue[]>;
  /** As a person reads it: enumerations by their names. */
  text(path: string, value: PropertyValue): string;
  backup(): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  compare(file: string, bytes: Uint8Array): Promise<Comparison>;
  restore(comparison: Comparison): Promise<RestoreConfigurationReport>;
}

export async function openBoard(env: UpdateEnv, request: RunningBoardRequest): Promise<ReadOnlyBoard> {
  const session = await openSession(env, request);
  const restore = (
    { file, backup }: Omit<Comparison, 'plan'>,
    more: Pick<RunningBoardRequest, 'ask'> & { dryRun?: true },
  ) =>
    session.apart((own) =>
      restoreConfiguration(env, { ...own, backup, file, serial: serialInFileName(file), ...more }),
    );
  return {
    properties: propertiesOf(session.tree),
    status: () => session.apart(async (own) => (await inspectStatus(env, own)).status),
    read: (paths) => session.readMany(paths),
    text: (path, value) => {
      const generation = configurationGeneration(session.release, (one) => session.tree.nodes.has(one));
      const name = typeof value === 'number' ? nameOfNumber(path, value, generation) : undefined;
      return name ?? plainText(value);
    },
    backup: () =>
      session.apart(async (own) => {
        const { backup, evidence } = await backupConfiguration(env, own);
        const bytes = new TextEncoder().encode(formatBackup(backup));
        return { name: `odrive-config-${evidence.serial}.json`, bytes };
      }),
    compare: async (file, bytes) => {
      const backup = parseBackup(bytes);
      // Nothing is asked, because nothing is written.
      const { plan } = await restore({ file, backup }, { ask: acceptWarnings, dryRun: true });
      return { file, backup, plan };
    },
    restore: (comparison) => restore(comparison, { ask: request.ask }),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** Arguments and results of functions are no properties of their own. */
function propertiesOf({ nodes }: ObjectTree): readonly Property[] {
  return [...nodes.values()].flatMap((node) => {
    if (node.kind !== 'property') return [];
    const parent = nodes.get(node.path.slice(0, node.path.lastIndexOf('.')));
    return parent?.kind === 'function' ? [] : [{ path: node.path, type: node.type, writable: node.writable }];
  });
}

function plainText(value: PropertyValue): string {
  if (typeof value === 'object') return `→ ${value.endpoint}`;
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return Number(value.toPrecision(6)).toString();
}

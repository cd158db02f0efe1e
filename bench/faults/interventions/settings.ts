// A person changes what a running board is set to, by odrivetool or a program of their own, and saves it.

import { boardVersion } from '@odflash/core';
import {
  type ConfigurationValues,
  defaultConfiguration,
  eraseConfiguration,
  installedRelease,
  storeConfiguration,
  storedConfiguration,
} from '@odflash/virtual';
import { savedOn } from '../judge/configurations.ts';
import { leaveRecords } from '../judge/post-checks.ts';
import { defaultSettings, settingsIn, setUp } from '../judge/settings.ts';
import { boardNow } from '../testbed/testbed.ts';
import type { Intervention, Scene } from './types.ts';

const running = (weight: number) => ({ dfu: 0, running: weight });

/** What a board that runs has loaded, or its firmware's defaults, and its release. */
function current({ run }: Scene): { readonly release: string; readonly values: ConfigurationValues } | undefined {
  const { board } = run.testbed;
  const release = board.running() === 'odrive' ? installedRelease(board.flash) : undefined;
  const version = boardVersion(boardNow(run.testbed));
  if (release === undefined || !version) return undefined;
  return { release, values: storedConfiguration(board.flash, release) ?? defaultConfiguration(version, release) };
}

/** Stores what `change` makes of the settings, and restarts the board. */
function change(
  scene: Scene,
  changed: (values: ConfigurationValues) => ConfigurationValues | undefined,
): string | undefined {
  const found = current(scene);
  const values = found && changed(found.values);
  if (!found || !values) return undefined;
  const { board } = scene.run.testbed;
  storeConfiguration(board.flash, found.release, values);
  board.powerCycle();
  const settings = settingsIn(values);
  scene.run.history.given.push(settings);
  // What an update has saved before is of another board, or older: it is left alone.
  leaveRecords(scene.run);
  return settings;
}

export const settingsInterventions: Readonly<Record<string, Intervention>> = {
  'other settings': {
    text: 'The configuration is changed and saved.',
    weights: running(5),
    apply: (scene) => change(scene, (values) => setUp(values, scene.rng)),
  },
  'older settings': {
    text: 'An older backup of the configuration is restored with another tool.',
    weights: running(3),
    apply: (scene) =>
      change(scene, (values) => {
        const [oldest] = savedOn(scene.run.testbed.disk);
        if (!oldest) return undefined;
        return new Map([...values].map(([path, value]) => [path, sameKind(oldest.get(path), value)]));
      }),
  },
  'settings erased': {
    text: 'The configuration is erased by the firmware.',
    weights: running(2),
    apply: (scene) => {
      if (!current(scene)) return undefined;
      const { testbed, history } = scene.run;
      eraseConfiguration(testbed.board.flash);
      testbed.board.powerCycle();
      // What an interrupted update has saved is better than nothing then.
      const files = savedOn(testbed.disk).map(settingsIn);
      for (const settings of [defaultSettings(boardNow(testbed)), ...files]) history.tolerated.add(settings);
      return '';
    },
  },
};

/** The value in a file, where a board can take it as it is. */
function sameKind<T>(saved: unknown, value: T): T {
  return typeof saved === typeof value && typeof saved !== 'object' ? (saved as T) : value;
}

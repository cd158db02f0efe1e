// From a device to a board with its firmware and their preflight: looked at, chosen, checked. Changes nothing.

import type { UsbDeviceInfo } from '@odflash/core';
import type { BoardCard } from '../engine/card.ts';
import type { Firmware } from '../engine/engine.ts';
import { type ChosenFile, readChosen } from './chosen-file.ts';
import { blank, type Context } from './context.ts';
import { type ChosenFirmware, noCheck } from './state.ts';

export interface Choosing {
  /** Asks a device what it is, and offers firmware for it. */
  look(device: UsbDeviceInfo): Promise<void>;
  name(board: string): Promise<void>;
  chooseRelease(version: string): Promise<void>;
  chooseFile(files: readonly ChosenFile[]): Promise<void>;
  /** Preflight of what is chosen. */
  check(): Promise<void>;
  /** What a check still finds is not shown any more. */
  forget(): void;
}

export function createChoosing(context: Context): Choosing {
  const { store, platform, engine, texts, wanted } = context;
  let checks = 0;

  const look = async (device: UsbDeviceInfo) => {
    const { named, firmware, log } = store.value;
    store.set({ ...blank, stage: 'looking', named, firmware, log });
    context.log('info', texts.lookingAt(device.serial ?? device.path));
    try {
      const { look: lookAt } = await engine();
      const card = await lookAt(platform, device, await context.begin(await context.tell()));
      store.set({ stage: 'board', card, hand: undefined });
      await offer(card);
    } catch (thrown) {
      await context.fail(thrown);
    }
  };

  /** Releases for this very board; the wanted one is chosen, else the newest. */
  const offer = async (card: BoardCard) => {
    const { readBoardVersion } = await engine();
    const version = card.version.name === undefined ? undefined : readBoardVersion(card.version.name);
    const own = await platform.releases;
    store.set({ filesOnly: own === undefined });
    if (!version) return;
    const releases = (await own?.releases(version).catch(() => [])) ?? [];
    const requested = releases.find((each) => each.version === wanted);
    store.set({ releases, wantedMissing: requested ? undefined : wanted });
    if (!own) return;
    const newest = requested ?? releases.find(({ prerelease }) => !prerelease);
    const { firmware } = store.value;
    const isStill = firmware?.kind === 'file' || releases.some(({ name }) => name === firmware?.name);
    if (newest && !isStill) await choose({ kind: 'release', ...newest });
    else await check();
  };

  const choose = async (firmware: ChosenFirmware) => {
    store.set({ firmware, fileProblem: undefined });
    await check();
  };

  const check = async () => {
    const { card, firmware, stage } = store.value;
    if (!card || !firmware || stage !== 'board') return;
    const mine = ++checks;
    const isLatest = () => mine === checks && store.value.stage === 'board';
    store.set({ check: { ...noCheck, status: 'running' } });
    try {
      const { check: checkBoard } = await engine();
      const result = await checkBoard(
        platform,
        card,
        firmwareFrom(firmware),
        await context.begin(await context.tell()),
      );
      if (isLatest()) store.set({ check: { status: 'ready', ...result } });
    } catch (thrown) {
      if (!isLatest()) return;
      const failure = await context.failureOf(thrown);
      if (failure.code !== 'aborted') store.set({ check: { status: 'refused', findings: [], failure } });
    }
  };

  return {
    look,
    check,
    forget: () => void checks++,
    name: async (board) => {
      const { card } = store.value;
      store.set({ named: board });
      if (card) await look(card.device);
    },
    chooseRelease: async (version) => {
      const release = store.value.releases.find((each) => each.version === version);
      if (release) await choose({ kind: 'release', ...release });
    },
    chooseFile: async (files) => {
      const read = await readChosen(files, context);
      if (!read) return;
      if ('problem' in read) store.set({ fileProblem: read.problem });
      else await choose(read.firmware);
    },
  };
}

/** The choice as the engine takes it. */
export function firmwareFrom(firmware: ChosenFirmware): Firmware {
  return firmware.kind === 'release' ? { release: firmware.version } : { image: firmware.image, name: firmware.name };
}

import { describe, expect, it } from 'vitest';
import {
  enterDfuMode,
  eraseConfiguration,
  idleAxes,
  rebootOdrive,
  saveConfiguration,
} from '../../src/odrive/commands.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import {
  formatVersion,
  generationOfPaths,
  generationOfText,
  releaseOf,
  wrongReports,
} from '../../src/odrive/firmware-version.ts';
import { readEvidence } from '../../src/odrive/identity.ts';
import { type ObjectNode, objectTree, type TreeNode } from '../../src/odrive/tree.ts';
import { endpointOf, type FakeBoard, fakeBoard, smallBoard } from './fake-board.ts';

const connect = (board: FakeBoard) => connectOdrive(board, { clock: board.clock, sequence: 0x80 });

/** A board whose only functions are these, each doing what it is told. */
function boardWith(functions: Record<string, 'leave' | undefined>, outputs: string[] = [], success = 1) {
  let id = 1;
  const values = new Map<number, Uint8Array>([[id, Uint8Array.of(3)]]);
  const members: unknown[] = [{ name: 'hw_version_major', id: id++, type: 'uint8', access: 'r' }];
  const actions = new Map<number, () => 'leave' | undefined>();
  for (const [name, effect] of Object.entries(functions)) {
    actions.set(id, () => effect);
    const own = id++;
    const results = outputs.map((output) => {
      values.set(id, Uint8Array.of(success));
      return { name: output, id: id++, type: 'bool', access: 'r' };
    });
    members.push({ name, id: own, type: 'function', inputs: [], outputs: results });
  }
  return fakeBoard({ json: JSON.stringify(members), values, functions: actions });
}

describe('commands', () => {
  it('save: firmware that answers has saved, firmware that leaves is restarting', async () => {
    expect(await saveConfiguration(await connect(boardWith({ save_configuration: undefined })))).toBe('done');
    expect(await saveConfiguration(await connect(boardWith({ save_configuration: 'leave' }, ['success'])))).toBe(
      'restarting',
    );
  });

  it('save: firmware that answers false has refused', async () => {
    expect(await saveConfiguration(await connect(boardWith({ save_configuration: undefined }, ['success'], 0)))).toBe(
      'refused',
    );
    expect(await saveConfiguration(await connect(boardWith({ save_configuration: undefined }, ['success'], 1)))).toBe(
      'done',
    );
  });

  it('erase and restart', async () => {
    expect(await eraseConfiguration(await connect(boardWith({ erase_configuration: undefined })))).toBe('done');
    expect(await eraseConfiguration(await connect(boardWith({ erase_configuration: 'leave' })))).toBe('restarting');
    expect(await rebootOdrive(await connect(boardWith({ reboot: 'leave' })))).toBe('restarting');
  });

  it('enter DFU: a board that answers and stays has refused', async () => {
    expect(await enterDfuMode(await connect(boardWith({ enter_dfu_mode: 'leave' })))).toBe('restarting');
    expect(await enterDfuMode(await connect(boardWith({ enter_dfu_mode: undefined })))).toBe('refused');
    await expect(enterDfuMode(await connect(boardWith({})))).rejects.toMatchObject({ code: 'unexpected-reply' });
  });

  it('are sent once only, whatever happens to the reply', async () => {
    const board = boardWith({ save_configuration: undefined });
    const device = await connect(board);
    board.sent.length = 0;
    board.options.fate = () => 'lose-reply';
    expect(await saveConfiguration(device)).toBe('restarting');
    expect(board.sent).toHaveLength(1);
  });
});

describe('idling the axes', () => {
  it('waits until every axis is idle', async () => {
    const board = smallBoard();
    const device = await connect(board);
    const state = endpointOf(board, 'axis0.current_state');
    board.options.values.set(state, Uint8Array.of(8));
    let polls = 0;
    board.options.fate = (_request, packet) => {
      if (packet[2] === state && ++polls === 4) board.options.values.set(state, Uint8Array.of(1));
      return 'normal';
    };
    expect(await idleAxes(device, board.clock)).toBe(true);
    expect(board.options.values.get(endpointOf(board, 'axis0.requested_state'))).toEqual(Uint8Array.of(1));
  });

  it('says so when an axis does not let go', async () => {
    const board = smallBoard();
    const device = await connect(board);
    board.options.values.set(endpointOf(board, 'axis0.current_state'), Uint8Array.of(8));
    expect(await idleAxes(device, board.clock)).toBe(false);
  });

  it('gets the request every 50 ms for three seconds, and for less where less is asked for', async () => {
    const board = smallBoard();
    const device = await connect(board);
    board.options.values.set(endpointOf(board, 'axis0.current_state'), Uint8Array.of(8));
    const tellings = async (timeoutMs?: number) => {
      board.touched.length = 0;
      const began = board.clock.now();
      await idleAxes(device, board.clock, { timeoutMs });
      return { times: board.touched.length, ms: Math.round(board.clock.now() - began) };
    };
    // A write and a read take 2 ms here.
    expect(await tellings()).toEqual({ times: 59, ms: 59 * 2 + 58 * 50 });
    expect(await tellings(0)).toEqual({ times: 1, ms: 2 });
  });
});

describe('evidence of a running board', () => {
  it('tells board, firmware, configuration, axes', async () => {
    const board = smallBoard();
    board.options.values.set(endpointOf(board, 'axis0.config.startup_closed_loop_control'), Uint8Array.of(1));
    expect(await readEvidence(await connect(board))).toEqual({
      serial: '356933603436',
      hardware: {
        major: 3,
        minor: 6,
        variant: 56,
        version: { name: 'v3.6-56V', major: 3, minor: 6, voltage: 56 },
        evidence: 'proof',
        otpBlank: false,
      },
      firmware: { reported: '0.5.6', release: '0.5.6', generation: '0.5' },
      configurationLoaded: true,
      axes: [
        {
          name: 'axis0',
          state: 1,
          idle: true,
          startup: ['axis0.config.startup_closed_loop_control'],
        },
      ],
    });
  });

  it('takes an invalid OTP for a claim and an armed axis for not idle', async () => {
    const board = smallBoard();
    board.options.values.set(endpointOf(board, 'otp_valid'), Uint8Array.of(0));
    board.options.values.set(endpointOf(board, 'axis0.current_state'), Uint8Array.of(8));
    const { hardware, axes } = await readEvidence(await connect(board));
    expect(hardware).toMatchObject({ evidence: 'claim', otpBlank: true });
    expect(axes[0]).toMatchObject({ idle: false, state: 8 });
  });

  it('does not fall over a board whose serial number is no number', async () => {
    const board = smallBoard();
    board.options.json = board.options.json.replace('"type":"uint64"', '"type":"float"');
    await expect(readEvidence(await connect(board))).rejects.toMatchObject({ code: 'unexpected-reply' });
  });
});

describe('firmware versions', () => {
  const treeWith = (path: string) => {
    const names = path.split('.');
    const build = (depth: number): TreeNode => {
      const common = { name: names[depth] ?? '', path: names.slice(0, depth + 1).join('.') };
      return depth === names.length - 1
        ? { ...common, kind: 'property', endpoint: 1, type: 'float', writable: true }
        : { ...common, kind: 'object', members: [build(depth + 1)] };
    };
    const root: ObjectNode = { kind: 'object', name: '', path: '', members: [build(0)] };
    return objectTree(root, 0);
  };
  const version = (text: string) => {
    const [major = 0, minor = 0, revision = 0] = text.split('.').map(Number);
    return { major, minor, revision, unreleased: false };
  };

  it('tell a release that reports its predecessor by what its tree has', () => {
    for (const { release, reports, mark } of wrongReports) {
      expect(releaseOf(version(reports), treeWith(mark))).toBe(release);
      expect(releaseOf(version(reports), treeWith('vbus_voltage'))).toBe(reports);
      expect(releaseOf(version(release), treeWith(mark))).toBe(release);
    }
  });

  it('have a generation, or none where nothing is known', () => {
    expect(['0.4.12', 'v0.5.6-dev', '0.0.0', '0.6.1', 'unknown'].map(generationOfText)).toEqual([
      '0.4',
      '0.5',
      undefined,
      undefined,
      undefined,
    ]);
    expect(generationOfPaths(['axis0.config.counts_per_step', 'axis0.motor.config.torque_constant'])).toBeUndefined();
    expect(formatVersion({ ...version('0.5.6'), unreleased: true })).toBe('0.5.6-dev');
  });
});

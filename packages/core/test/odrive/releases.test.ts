// Descriptors of ODrive's releases: how they are written down, and that no other firmware is taken for one of them.

import { describe, expect, it } from 'vitest';
import { parseDescriptor } from '../../src/odrive/descriptor/descriptor.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import { readRelease } from '../../src/odrive/identity.ts';
import { crc16, descriptorChecksum, descriptorVersionId, protocolVersion } from '../../src/odrive/protocol/crc.ts';
import { descriptorText, nodesOf } from '../../src/odrive/releases/nodes.ts';
import { initialValues, readTree } from '../../src/odrive/releases/notation.ts';
import { describeRelease, publishedDescriptors } from '../../src/odrive/releases/releases.ts';
import { type FakeBoard, fakeBoard } from './fake-board.ts';

const textOf = (release: string) => new TextDecoder().decode(describeRelease(release)!.json);

/** A board that serves `json`; endpoints hold four zeros, which fits most properties that are read here. */
function boardThatSays(json: string, hasVersionId: boolean): FakeBoard {
  const values = new Map(Array.from({ length: 900 }, (_, endpoint) => [endpoint + 1, new Uint8Array(4)] as const));
  return fakeBoard({ json, values, hasVersionId, replyLimit: hasVersionId ? 61 : 30 });
}

/**
 * A fork: one more property before all others, so that every endpoint is another one, and a function at the end whose name is
 * made so that the checksum is the same.
 */
function collidingFork(release: string): string {
  const json = textOf(release);
  const shifted = json
    .replaceAll(/"id":(\d+)/g, (_, id: string) => `"id":${id === '0' ? 0 : Number(id) + 1}`)
    .replace('"access":"r"},', '"access":"r"},{"name":"fork","id":1,"type":"uint32","access":"rw"},')
    .replace(/\]$/, '');
  const bytes = (text: string) => new TextEncoder().encode(text);
  const before = crc16(bytes(`${shifted},{"name":"`), protocolVersion);
  const wanted = descriptorChecksum(bytes(json));
  for (let number = 0; ; number++) {
    const end = `f${number.toString(36)}","id":${900},"type":"function","inputs":[],"outputs":[]}]`;
    if (crc16(bytes(end), before) === wanted) return `${shifted},{"name":"${end}`;
  }
}

describe('the published descriptors', () => {
  it.each(publishedDescriptors.map((published) => [published.releases.join(', '), published] as const))(
    'of %s have the length, checksum and id they are recognised by',
    (_releases, { length, checksum, versionId, describe: made }) => {
      const { json, tree } = made();
      expect(json).toHaveLength(length);
      expect([tree.checksum, descriptorChecksum(json)]).toEqual([checksum, checksum]);
      if (versionId !== undefined) expect(descriptorVersionId(json)).toBe(versionId);
    },
  );

  it.each(['0.4.11', '0.4.12', '0.5.1', '0.5.2', '0.5.3', '0.5.4', '0.5.5', '0.5.6'])(
    'of %s are the same tree whether it is made or read from the text',
    (release) => {
      const { json, tree } = describeRelease(release)!;
      expect(tree).toEqual(parseDescriptor(json));
    },
  );

  it('do not contain the derived ones', () => {
    expect(publishedDescriptors.flatMap(({ releases }) => releases)).toEqual([
      '0.4.11',
      '0.4.12',
      '0.5.1',
      '0.5.4',
      '0.5.5',
      '0.5.6',
    ]);
  });

  it.each([
    ['0.5.1', 1],
    ['0.5.5', 1],
    ['0.5.6', 1],
    ['0.4.12', 4],
  ])('spare a board with %s the download: %i round trips', async (release, trips) => {
    const board = boardThatSays(textOf(release), release !== '0.4.12');
    const device = await connectOdrive(board, { clock: board.clock });
    expect(device.descriptor.source).toBe('release');
    expect(device.roundTrips).toBe(trips);
    expect(device.descriptor.json).toEqual(describeRelease(release)!.json);
  });

  it.each([
    ['0.5.5', '0.5.5'],
    ['0.4.11', '0.4.12'],
  ])('are decoded without asking for the version: %s as %s', async (release, decodedAs) => {
    const board = boardThatSays(textOf(release), release !== '0.4.11');
    const device = await connectOdrive(board, { clock: board.clock });
    const before = device.roundTrips;
    expect(await readRelease(device)).toBe(decodedAs);
    expect(device.roundTrips).toBe(before);
  });
});

describe('a fork whose checksum is that of a release', () => {
  it.each([
    ['0.5.6', true],
    ['0.4.12', false],
  ])('is asked for its own descriptor (%s), and written by it', async (release, hasVersionId) => {
    const json = collidingFork(release);
    const board = boardThatSays(json, hasVersionId);
    expect(descriptorChecksum(new TextEncoder().encode(json))).toBe(describeRelease(release)!.tree.checksum);
    const device = await connectOdrive(board, { clock: board.clock });
    expect(device.descriptor.source).toBe('board');
    await device.write('config.brake_resistance', 2);
    const own = describeRelease(release)!.tree.nodes.get('config.brake_resistance');
    expect(board.touched).toEqual([own?.kind === 'property' ? own.endpoint + 1 : undefined]);
  });

  it.each([
    ['0.5.6', true],
    ['0.4.12', false],
  ])('is asked for its version (%s)', async (release, hasVersionId) => {
    const board = boardThatSays(collidingFork(release), hasVersionId);
    const device = await connectOdrive(board, { clock: board.clock });
    for (const { name, endpoint } of device.tree.byEndpoint.values())
      if (name.startsWith('fw_version_')) board.options.values.set(endpoint, new Uint8Array(1));
    const before = device.roundTrips;
    // A build without tags reports zeros.
    expect(await readRelease(device)).toMatch(/^0\.0\.0/);
    expect(device.roundTrips).toBe(before + 4);
  });

  it('of firmware without an id is distinguished by each of length, end and checksum', async () => {
    const json = textOf('0.4.12');
    const forks = [
      json.replace('"vbus_voltage"', '"vbus_volts"'),
      json.replace('"enter_dfu_mode"', '"enter_dfu_modus"').replace('"vbus_voltage"', '"vbus_voltag"'),
      json.replace('"vbus_voltage"', '"bus_voltages"'),
      `${json.slice(0, -1)} ]`,
    ];
    for (const fork of forks) {
      const board = boardThatSays(fork, false);
      const device = await connectOdrive(board, { clock: board.clock });
      expect(new TextDecoder().decode(device.descriptor.json)).toBe(fork);
    }
  });
});

describe('the notation', () => {
  it('reads properties, objects, groups and functions', () => {
    const tree = readTree(
      `
group Pair
  a: uint8 = 1|2
  b: r float
x: bool = true
old
  pair: Pair
  twice: Pair @3
f(in: int32, way: bool) out: float
g()
`,
      2,
    );
    expect(JSON.parse(descriptorText(nodesOf(tree, false)))).toEqual([
      { name: '', id: 0, type: 'json', access: 'r' },
      { name: 'x', id: 1, type: 'bool', access: 'rw' },
      {
        name: 'old',
        type: 'object',
        members: [
          {
            name: 'pair',
            type: 'object',
            members: [
              { name: 'a', id: 2, type: 'uint8', access: 'rw' },
              { name: 'b', id: 3, type: 'float', access: 'r' },
            ],
          },
        ],
      },
      {
        name: 'f',
        id: 4,
        type: 'function',
        inputs: [
          { name: 'in', id: 5, type: 'int32', access: 'rw' },
          { name: 'way', id: 6, type: 'bool', access: 'rw' },
        ],
        outputs: [{ name: 'out', id: 7, type: 'float', access: 'r' }],
      },
      { name: 'g', id: 8, type: 'function', inputs: [], outputs: [] },
    ]);
    expect([...initialValues(tree)]).toEqual([
      ['x', 'true'],
      ['old.pair.a', '1|2'],
    ]);
  });

  it('refuses a line it does not understand', () => {
    expect(() => readTree('a: uint8 == 3', 1)).toThrow(SyntaxError);
  });
});

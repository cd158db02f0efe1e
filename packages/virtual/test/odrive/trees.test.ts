import { boardVersion } from '@odflash/core';
import { descriptorChecksum, descriptorVersionId, type ObjectTree, parseDescriptor } from '@odflash/core/odrive';
import { describe, expect, it } from 'vitest';
import { describe as describeRelease, resetValues } from '../../src/odrive/descriptors.ts';
import { releases, traitsOf } from '../../src/odrive/releases.ts';

const traits = (release: string) => {
  const found = traitsOf(release);
  if (!found) throw new Error(`no ${release}`);
  return found;
};
const treeOf = (release: string): ObjectTree => parseDescriptor(describeRelease(traits(release)).json);
const endpoint = (tree: ObjectTree, path: string) => {
  const node = tree.nodes.get(path);
  return node && node.kind !== 'object' ? node.endpoint : undefined;
};

describe('the object trees', () => {
  // Length and checksums as computed from ODrive's own generator and declarations.
  it('of 0.5.6 is the published one, byte for byte', () => {
    const text = describeRelease(traits('0.5.6')).json;
    expect(text).toHaveLength(55_313);
    expect(descriptorChecksum(text)).toBe(0xc1a0);
    expect(descriptorVersionId(text)).toBe(0xc1a0ad28);
  });

  it('of 0.5.1 is the published one, byte for byte', () => {
    const text = describeRelease(traits('0.5.1')).json;
    expect(text).toHaveLength(38_157);
    expect(descriptorChecksum(text)).toBe(0x9b40);
    expect(descriptorVersionId(text)).toBe(0x9b4053c2);
  });

  it('of 0.4.12 is the one its declarations make, byte for byte', () => {
    const text = describeRelease(traits('0.4.12')).json;
    expect(text).toHaveLength(27_380);
    expect(descriptorChecksum(text)).toBe(0x7411);
  });

  it('of 0.4.1 is the one its declarations make, byte for byte', () => {
    const text = describeRelease(traits('0.4.1')).json;
    expect(text).toHaveLength(18_058);
    expect(descriptorChecksum(text)).toBe(0x24ef);
    const numbers = {
      'config.brake_resistance': 28,
      'axis0.error': 34,
      test_function: 246,
      save_configuration: 255,
      enter_dfu_mode: 258,
    };
    for (const [path, number] of Object.entries(numbers)) expect(endpoint(treeOf('0.4.1'), path)).toBe(number);
  });

  type Number = number | undefined;
  const numbers: readonly (readonly [path: string, in04: Number, in051: Number, in056: Number])[] = [
    ['vbus_voltage', 1, 1, 2],
    ['serial_number', 2, 4, 5],
    ['hw_version_major', 3, 5, 6],
    ['hw_version_variant', 5, 7, 8],
    ['fw_version_major', 6, 8, 9],
    ['fw_version_unreleased', 9, 11, 12],
    ['n_evt_control_loop', undefined, undefined, 17],
    ['user_config_loaded', 10, 70, 62],
    ['config.brake_resistance', 28, 44, 86],
    ['axis0.error', 52, 71, 130],
    ['axis0.watchdog_feed', 209, 298, 447],
    ['axis0.clear_errors', undefined, 299, undefined],
    ['test_function', 376, 535, 766],
    ['test_function.delta', 377, 536, 767],
    ['save_configuration', 385, 544, 772],
    ['save_configuration.success', undefined, undefined, 773],
    ['erase_configuration', 386, 545, 774],
    ['reboot', 387, 546, 775],
    ['enter_dfu_mode', 388, 547, 776],
    ['clear_errors', undefined, undefined, 787],
  ];
  it.each(numbers)('have the published endpoint numbers: %s', (path, in04, in051, in056) => {
    expect(endpoint(treeOf('0.4.12'), path)).toBe(in04);
    expect(endpoint(treeOf('0.5.1'), path)).toBe(in051);
    expect(endpoint(treeOf('0.5.6'), path)).toBe(in056);
  });

  it.each(releases.filter(({ release }) => release !== '0.4.1'))(
    'of $release start the sensorless ramp as the firmware does',
    (release) => {
      const values = resetValues(release, boardVersion('v3.6-56V')!);
      const ramp = ['accel', 'vel', 'finish_on_vel'].map((name) => values.get(`axis1.config.sensorless_ramp.${name}`));
      expect(ramp).toEqual([200, 400, true]);
      expect(values.get('axis1.config.general_lockin.accel')).toBe(20);
    },
  );

  it('lack what came later', () => {
    const has = (release: string, path: string) => treeOf(release).nodes.has(path);
    expect(['0.5.2', '0.5.3'].map((release) => has(release, 'otp_valid'))).toEqual([false, true]);
    const limit = 'axis0.controller.config.vel_integrator_limit';
    expect(['0.5.3', '0.5.4'].map((release) => has(release, limit))).toEqual([false, true]);
    const [renamed, newName] = ['current', 'torque'].map((of) => `axis0.controller.config.enable_${of}_mode_vel_limit`);
    expect(['0.5.3', '0.5.4'].map((release) => [has(release, renamed!), has(release, newName!)])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(['0.5.5', '0.5.6'].map((release) => has(release, 'axis1.config.can.iq_rate_ms'))).toEqual([false, true]);
  });

  it.each(releases.map(({ release }) => release))(
    'of %s have numbers without gaps and defaults that fit',
    (release) => {
      const tree = treeOf(release);
      const used = [...tree.nodes.values()].flatMap((node) => (node.kind === 'object' ? [] : [node.endpoint]));
      expect(used.sort((a, b) => a - b)).toEqual(used.map((_number, index) => index + 1));
    },
  );
});

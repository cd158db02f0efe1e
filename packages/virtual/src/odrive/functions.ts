// What the functions of the object tree do, by path.

import type { FunctionNode } from '@odflash/core/odrive';
import { eraseSteps, storeSteps } from './configuration/nvm.ts';
import { encodeConfiguration } from './configuration/stored-configuration.ts';
import { zeroOf } from './descriptors.ts';
import type { FirmwareEnvironment } from './environment.ts';
import type { OdriveImage } from './image.ts';
import type { FirmwareObjects } from './objects.ts';
import { canBaudRates } from './setters.ts';

/** What functions work on. */
export interface FunctionContext {
  readonly image: OdriveImage;
  readonly objects: FirmwareObjects;
  readonly environment: FirmwareEnvironment;
}

/** OSCILLOSCOPE_SIZE of 0.5. */
const oscilloscopeSize = 4096;

type Effect = (context: FunctionContext, called: FunctionNode) => Promise<'done' | 'gone'> | 'done' | 'gone';

/** Functions that do something; the others return what their outputs hold. */
const effects: Readonly<Record<string, Effect>> = {
  test_function: ({ objects }, { inputs, outputs }) => {
    const [delta] = inputs;
    const [count] = outputs;
    if (delta && count) objects.set(count.path, (Number(objects.read(count)) + Number(objects.read(delta))) | 0);
    return 'done';
  },
  save_configuration: async ({ image, objects, environment }, { outputs }) => {
    const { traits } = image;
    const [success] = outputs;
    if (traits.saveRestarts && objects.axes.some((axis) => axis.armed())) {
      if (success) objects.set(success.path, false);
      return 'done';
    }
    const record = encodeConfiguration(objects.tree, traits, objects.read);
    for (const step of storeSteps(environment.flash, record)) await environment.change(step);
    if (!traits.saveRestarts) {
      objects.set('user_config_loaded', true);
      return 'done';
    }
    environment.reset();
    return 'gone';
  },
  erase_configuration: async ({ image, environment }) => {
    for (const step of eraseSteps()) await environment.change(step);
    if (!image.traits.eraseRestarts) return 'done';
    environment.reset();
    return 'gone';
  },
  reboot: ({ environment }) => {
    environment.reset();
    return 'gone';
  },
  enter_dfu_mode: ({ objects, environment }) => {
    // Boards up to v3.4 have no pull-downs at the brake resistor's gates: the firmware returns silently.
    const { major, minor } = objects.board;
    if (major < 3 || (major === 3 && minor < 5)) return 'done';
    environment.enterBootloader();
    return 'gone';
  },
  // It lets the brake work again, too (ODrive::clear_errors).
  clear_errors: ({ objects }) => {
    for (const node of objects.tree.nodes.values()) {
      if (node.kind === 'property' && node.name === 'error') objects.set(node.path, zeroOf(node.type));
    }
    objects.power.armBrake();
    return 'done';
  },
  // 0.5.1: an axis clears its own, the thermistors' errors stay (axis.hpp).
  'axisN.clear_errors': ({ objects }, { path }) => {
    const [axis] = path.split('.');
    for (const part of ['', 'motor.', 'controller.', 'sensorless_estimator.', 'encoder.'])
      objects.set(`${axis}.${part}error`, 0);
    objects.set(`${axis}.encoder.spi_error_rate`, 0);
    return 'done';
  },
  'axisN.watchdog_feed': ({ objects }, { path }) => {
    objects.axes[Number(path.slice('axis'.length, 'axis'.length + 1))]?.feed();
    return 'done';
  },
  // Up to 0.5.1 the buffer of 128 is filled with the bus voltage; nothing fills the one of later releases (oscilloscope.cpp).
  get_oscilloscope_val: ({ objects }, { outputs: [value] }) => {
    if (value) objects.set(value.path, Number(objects.get('vbus_voltage') ?? 0));
    return 'done';
  },
  'oscilloscope.get_val': ({ objects }, { inputs: [index], outputs: [value] }) => {
    const isInside = index !== undefined && Number(objects.read(index)) < oscilloscopeSize;
    if (value) objects.set(value.path, isInside ? 0 : Number.NaN);
    return 'done';
  },
  // Up to 0.5.1 the property is read-only.
  'can.set_baud_rate': ({ objects }, { inputs: [rate] }) => {
    const wanted = rate && objects.read(rate);
    if (wanted !== undefined && canBaudRates.includes(wanted)) objects.set('can.config.baud_rate', wanted);
    return 'done';
  },
};

/** Runs a function; `gone` if the firmware does not live to answer. */
export async function callFunction(called: FunctionNode, context: FunctionContext): Promise<'done' | 'gone'> {
  const name = called.path.replace(/^axis\d\./, 'axisN.');
  const effect = Object.hasOwn(effects, name) ? effects[name] : undefined;
  const ended = effect ? await effect(context, called) : 'done';
  if (ended === 'done') context.objects.power.look();
  return ended;
}

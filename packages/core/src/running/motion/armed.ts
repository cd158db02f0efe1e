// Axes that are armed and on which a write would act: what they do now, and the consent that the write needs.

import { type Finding, needsConsent } from '../../ask/findings.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { nameOfNumber, numberOfName } from '../../odrive/enumerations.ts';
import { axisOf } from '../../odrive/errors/decode.ts';
import type { AxisEvidence, RuntimeEvidence } from '../../odrive/identity.ts';
import type { CallOptions } from '../../odrive/protocol/client.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import { findProperty } from '../../odrive/tree.ts';
import { unitOf } from '../../odrive/units.ts';

/** A write or a call at `path` needs these consents: one for each armed axis it acts on. Throws FlasherError. */
export async function armedFindings(
  odrive: OdriveDevice,
  { serial, axes, firmware }: RuntimeEvidence,
  { path, calls }: { readonly path: string; readonly calls?: boolean | undefined },
  options: CallOptions = {},
): Promise<Finding[]> {
  const generation = configurationGeneration(firmware.release, (one) => odrive.tree.nodes.has(one));
  const number = async (one: string) =>
    findProperty(odrive.tree, one) ? Number(await odrive.read(one, options)) : undefined;
  const findings: Finding[] = [];
  for (const axis of axes) {
    if (axis.idle || !(await isConcerned(axis, path, number))) continue;
    const speedPath = speedOf(odrive, axis.name);
    const speed = await number(speedPath);
    const modePath = `${axis.name}.controller.config.control_mode`;
    const mode = await number(modePath);
    const text = message('live.axis-armed', {
      path,
      calls,
      axis: axis.name,
      state: axis.state,
      speed: speed === undefined ? undefined : { value: speed, unit: unitOf(speedPath, generation) },
      mode: mode === undefined ? undefined : (nameOfNumber(modePath, mode, generation) ?? mode),
    });
    const consent = { what: 'move', serial, axis: Number(axis.name.slice('axis'.length)) } as const;
    findings.push(needsConsent('axes', consent, text, { details: { path, axis: axis.name } }));
  }
  return findings;
}

/** Up to 0.4.2 it has another name. */
function speedOf({ tree }: OdriveDevice, axis: string): string {
  const [old, now] = [`${axis}.encoder.pll_vel`, `${axis}.encoder.vel_estimate`] as const;
  return findProperty(tree, old) ? old : now;
}

/** Its own axis, one that follows it, and every axis where the path belongs to none. */
async function isConcerned(
  { name }: AxisEvidence,
  path: string,
  number: (path: string) => Promise<number | undefined>,
): Promise<boolean> {
  const written = axisOf(path);
  if (written === '' || written === name) return true;
  const config = `${name}.controller.config`;
  const index = Number(written.slice('axis'.length));
  if ((await number(`${config}.load_encoder_axis`)) === index) return true;
  const mirror = numberOfName(`${config}.input_mode`, 'MIRROR', '0.5.2');
  return (await number(`${config}.input_mode`)) === mirror && (await number(`${config}.axis_to_mirror`)) === index;
}

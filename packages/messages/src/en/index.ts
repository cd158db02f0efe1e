/**
 * English.
 *
 * @module
 */

import type { Language } from '../language.ts';
import { actions } from './actions.ts';
import { asking } from './asking.ts';
import { common } from './common.ts';
import { image } from './image.ts';
import { probe } from './probe.ts';
import { update } from './update.ts';

/** The language that every code is first written in. */
export const english: Language = {
  tag: 'en',
  texts: { ...common, ...actions, ...asking, ...image, ...probe, ...update },
};

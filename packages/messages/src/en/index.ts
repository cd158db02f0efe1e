/**
 * English.
 *
 * @module
 */

import type { Language } from '../language.ts';
import { actions } from './actions.ts';
import { asking } from './asking.ts';
import { board } from './board.ts';
import { common } from './common.ts';
import { discovery } from './discovery.ts';
import { errorFlags } from './error-flags/index.ts';
import { image } from './image.ts';
import { probe } from './probe.ts';
import { records } from './records.ts';
import { update } from './update.ts';

/** The language that every code is first written in. */
export const english: Language = {
  tag: 'en',
  texts: {
    ...actions,
    ...asking,
    ...board,
    ...common,
    ...discovery,
    ...image,
    ...probe,
    ...records,
    ...update,
  },
  errorFlags,
};

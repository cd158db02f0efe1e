/**
 * English.
 *
 * @module
 */

import type { Language } from '../language.ts';
import { actions } from './actions.ts';
import { wireActions } from './actions-wire.ts';
import { asking } from './asking.ts';
import { board } from './board.ts';
import { bugs } from './bugs.ts';
import { common } from './common.ts';
import { dfu } from './dfu.ts';
import { discovery } from './discovery.ts';
import { driver } from './driver.ts';
import { errorFlags } from './error-flags/index.ts';
import { image } from './image.ts';
import { link } from './link.ts';
import { probe } from './probe.ts';
import { records } from './records.ts';
import { requests } from './requests.ts';
import { steps } from './steps.ts';
import { symptoms } from './symptoms/index.ts';
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
    ...driver,
    ...image,
    ...probe,
    ...records,
    ...update,
    ...requests,
    ...link,
    ...dfu,
    ...steps,
    ...bugs,
    ...wireActions,
  },
  errorFlags,
  symptoms,
};

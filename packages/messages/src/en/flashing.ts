// The sentences of a front end that flashes, apart from those of the command line, so that a page fetches no others.

import type { FlashingTexts } from '../language.ts';
import { merged } from '../merged.ts';
import { actions } from './actions.ts';
import { errorActions } from './actions-errors.ts';
import { fileActions } from './actions-files.ts';
import { flashActions } from './actions-flash.ts';
import { runningActions } from './actions-running.ts';
import { settingsActions } from './actions-settings.ts';
import { swdActions } from './actions-swd.ts';
import { updateActions } from './actions-update.ts';
import { wireActions } from './actions-wire.ts';
import { asking } from './asking.ts';
import { backup } from './backup.ts';
import { board } from './board.ts';
import { bugs } from './bugs.ts';
import { common } from './common.ts';
import { dfu } from './dfu.ts';
import { discovery } from './discovery.ts';
import { driver } from './driver.ts';
import { flash } from './flash.ts';
import { image } from './image.ts';
import { binaryFormats } from './image-binary.ts';
import { imageEvidence } from './image-evidence.ts';
import { textFormats } from './image-text.ts';
import { link } from './link.ts';
import { motion } from './motion.ts';
import { odrive } from './odrive.ts';
import { preflight } from './preflight.ts';
import { probe } from './probe.ts';
import { records } from './records.ts';
import { release } from './release.ts';
import { requests } from './requests.ts';
import { running } from './running.ts';
import { settings } from './settings.ts';
import { steps } from './steps.ts';
import { stlink } from './stlink.ts';
import { swd } from './swd.ts';
import { update } from './update.ts';

/** What is said of boards, files and releases: all that a page says, which explains no error flags and no symptoms of other tools. */
export const flashingTexts: FlashingTexts = merged(
  errorActions,
  fileActions,
  settingsActions,
  wireActions,
  actions,
  asking,
  backup,
  board,
  bugs,
  common,
  dfu,
  discovery,
  driver,
  binaryFormats,
  textFormats,
  imageEvidence,
  image,
  link,
  motion,
  odrive,
  probe,
  records,
  release,
  requests,
  runningActions,
  running,
  settings,
  steps,
  update,
  updateActions,
  stlink,
  swd,
  swdActions,
  preflight,
  flash,
  flashActions,
);

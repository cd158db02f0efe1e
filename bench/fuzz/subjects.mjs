// Everything that is tried.

import { broken } from './broken.mjs';
import { images } from './images.mjs';
import { native } from './native.mjs';
import { records } from './records.mjs';
import { session } from './session.mjs';
import { usb } from './usb.mjs';
import { usbip } from './usbip.mjs';

export const sound = [...images, ...usb, ...session, ...native, ...usbip, ...records];
export const subjects = [...sound, ...broken];

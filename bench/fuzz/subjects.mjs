// Everything that is tried.

import { broken } from './broken.mjs';
import { host } from './host.mjs';
import { images } from './images.mjs';
import { native } from './native.mjs';
import { records } from './records.mjs';
import { releases } from './releases.mjs';
import { serial } from './serial.mjs';
import { session } from './session.mjs';
import { usb } from './usb.mjs';
import { usbip } from './usbip.mjs';

export const sound = [...images, ...usb, ...session, ...native, ...serial, ...usbip, ...records, ...releases, ...host];
export const subjects = [...sound, ...broken];

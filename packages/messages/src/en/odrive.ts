import type { OdriveMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const effects: Readonly<Record<OdriveMessages['firmware.combination']['effect'], string>> = {
  'hangs-with-blank-otp': 'does not start on a board with blank OTP: it stops before it appears on USB',
  'hangs-with-second-record':
    'reads only the first OTP record, which was replaced by a second one on this board: it stops before it appears on USB',
  'hangs-with-foreign-otp':
    'compares OTP with the board it was built for, and OTP contains something else here: it stops before it appears on USB',
  'takes-its-own-word': 'cannot check a board with blank OTP: it assumes the version it was built for',
  'does-not-check':
    'does not check the board: it starts on any, and measures a wrong supply voltage on a board of another voltage class',
  'older-than-board': 'is older than the ODrive v3.6: no build exists for it, nor for 56 V',
};

const checks = {
  none: 'none: it starts on any board, even one of another voltage class',
  'needs-otp': 'starts only if OTP matches the board it was built for, not with blank OTP',
  'trusts-blank-otp': 'starts only if OTP matches the board it was built for; with blank OTP it assumes that board',
} as const;

const owner = (path: string): string => (path === '' ? 'the descriptor' : path);

export const odrive: Texts<OdriveMessages> = {
  'odrive.reply-length': ({ request, bytes }, say) => `the board answered ${bytes} bytes on ${say(request)}`,
  'odrive.serial-invalid': "the board's serial number is not a 64-bit number",
  'odrive.unknown-property': ({ path }) => `This firmware has no ${path}.`,
  'odrive.property-missing': ({ path }) => `this firmware has no ${path}`,
  'odrive.is-function': ({ path }) => `${path} is a function: it is called, not read.`,
  'descriptor.reads-differ': 'repeated reads of the board descriptor differ',
  'descriptor.endless': 'the board descriptor does not end',
  'descriptor.invalid': ({ reason }, say) => `invalid board descriptor: ${say(reason)}`,
  'descriptor.not-utf-8': 'not UTF-8 text',
  'descriptor.too-many-members': ({ most }) => `more than ${most} members`,
  'descriptor.no-members': ({ path }) => `${owner(path)} has no list of members`,
  'descriptor.member-not-object': ({ path }) => `${owner(path)} has a member that is not an object`,
  'descriptor.member-without-name': ({ path }) => `${owner(path)} has a member without a name`,
  'descriptor.object-argument': ({ path }) => `${path} takes or gives an object`,
  'descriptor.no-endpoint': ({ path }) => `${path} has no endpoint number`,
  'firmware.combination': ({ release, reported, among, effect }) => {
    const who =
      reported === undefined ? `Firmware ${release}` : `Firmware that reports ${reported} may be ${release}, which`;
    const which = among ? `The file is firmware ${among.join(' or ')}, by its contents. ` : '';
    return `${which}${who} ${effects[effect]}.`;
  },
  'firmware.board-check': ({ check }) => checks[check],
};

import type { LinkMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const failures = {
  timeout: 'no answer in time',
  disconnected: 'the device disconnected',
  access: 'permission denied',
  busy: 'another program is using the device',
  'no-driver': 'the device has no usable driver',
  io: 'the transfer failed',
} as const;

export const link: Texts<LinkMessages> = {
  'link.failed': ({ request, failure, detail }, say) => `${say(request)}: ${failures[failure]} (${detail}).`,
  'link.unexpected': ({ request, detail }, say) => `${say(request)}: ${detail}`,
  'link.interrupted': 'Interrupted.',
  'link.device-gone': 'The device disconnected while it was being opened.',
  'reply.too-long': 'more bytes than requested',
  'reply.length': ({ bytes, expected }) => `${bytes} bytes instead of ${expected}`,
  'reply.accepted': ({ bytes, of }) => `${bytes} of ${of} bytes accepted`,
  'reply.bytes': ({ bytes }) => bytes,
  'reply.remarks': ({ remarks }) => remarks.join(', '),
  'reply.unsteady': 'no two replies agree',
  'reply.state': ({ state }) => state,
  'reply.state-ok': ({ state }) => `${state}, status OK`,
  'reply.states': ({ state, later }) => `${state}, then ${later}`,
  'reply.not-idle': ({ state }) => `${state}, not an idle bootloader`,
  'reply.never-idle': 'never dfuIDLE',
  'reply.other-device': ({ bytes }) => `${bytes} bytes that name another device`,
  'reply.mode': ({ mode }) => `mode ${mode}`,
};

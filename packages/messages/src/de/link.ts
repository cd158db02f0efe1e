import type { LinkMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const failures = {
  timeout: 'keine rechtzeitige Antwort',
  disconnected: 'das Gerät hat sich abgemeldet',
  access: 'Zugriff verweigert',
  busy: 'ein anderes Programm verwendet das Gerät',
  'no-driver': 'das Gerät hat keinen verwendbaren Treiber',
  io: 'die Übertragung ist fehlgeschlagen',
} as const;

export const link: Texts<LinkMessages> = {
  'link.failed': ({ request, failure, detail }, say) => `${say(request)}: ${failures[failure]} (${detail}).`,
  'link.unexpected': ({ request, detail }, say) => `${say(request)}: ${detail}`,
  'link.device-gone': 'Das Gerät hat sich abgemeldet, während es geöffnet wurde.',
  'link.interrupted': 'Abgebrochen.',
  'reply.too-long': 'mehr Bytes als angefordert',
  'reply.length': ({ bytes, expected }) => `${bytes} Bytes statt ${expected}`,
  'reply.accepted': ({ bytes, of }) => `${bytes} von ${of} Bytes angenommen`,
  'reply.bytes': ({ bytes }) => bytes,
  'reply.remarks': ({ remarks }) => remarks.join(', '),
  'reply.unsteady': 'keine zwei Antworten stimmen überein',
  'reply.state': ({ state }) => state,
  'reply.state-ok': ({ state }) => `${state}, Status OK`,
  'reply.states': ({ state, later }) => `${state}, dann ${later}`,
  'reply.not-idle': ({ state }) => `${state}, kein Bootloader in Ruhe`,
  'reply.never-idle': 'nie dfuIDLE',
  'reply.other-device': ({ bytes }) => `${bytes} Bytes, die ein anderes Gerät nennen`,
  'reply.mode': ({ mode }) => `Modus ${mode}`,
};

// A board that must not or cannot be reached in DFU mode, and another connection that is there: it is offered, never taken
// unasked.

import type { Ask } from '../ask/question.ts';
import { acceptWarnings, choose } from '../ask/settle.ts';
import type { Selection } from '../discovery/find.ts';
import { FlasherError } from '../errors.ts';
import { listener } from '../listener.ts';
import { message } from '../messages/message.ts';
import type { Connection } from '../target/chip.ts';
import type { TargetProvider } from '../target/provider.ts';
import type { UpdateEvent } from './events.ts';
import type { UpdateEnv, UpdateRequest } from './request.ts';

/** Failures that another connection may help against, as long as nothing was changed. */
const helped: readonly FlasherError['code'][] = [
  'unsafe-board',
  'no-device',
  'not-in-dfu-mode',
  'device-did-not-return',
];

type Asked = Pick<UpdateRequest, 'ask' | 'dryRun' | 'selection' | 'onEvent'>;

/** Offers it once in a run: before a person consents to the danger of DFU mode, or after DFU mode has turned out no way. */
export interface Offer {
  /** Answers the run's questions. */
  readonly ask: Ask | undefined;
  /** True if there is something to offer. */
  isThere(): Promise<boolean>;
  /** The board that is meant was found. */
  meet(board: Pick<Selection, 'serial'>): void;
  /** The connection that a person wants instead, after `error`; `undefined` where none is there or none is wanted. */
  after(error: FlasherError): Promise<OtherConnection | undefined>;
}

/** Another way to the same board. A port says where the board is on the bus, not where its probe is: only the serial counts. */
interface OtherConnection {
  readonly target: TargetProvider;
  readonly selection: Pick<Selection, 'serial'>;
}

export function offering(env: UpdateEnv, request: Asked): Offer {
  const { ask } = request;
  let serial = request.selection?.serial;
  let isOffered = false;
  let wanted: TargetProvider | undefined;
  const offer = async (error: FlasherError, selection: Pick<Selection, 'serial'>) => {
    if (isOffered) return wanted;
    wanted = await otherConnection(env, { ...request, selection }, error);
    isOffered = true;
    return wanted;
  };
  // A general yes must be known for one, and consents to nothing.
  const isPerson = ask !== undefined && ask !== acceptWarnings;
  return {
    ask: isPerson
      ? async (question) => {
          if (question.type === 'consent' && question.consent.what === 'unsafe-dfu') {
            const unsafe = new FlasherError('unsafe-board', question.text, { board: 'untouched' });
            const named = question.named === 'serial' ? question.consent.serial : undefined;
            if (await offer(unsafe, { serial: named })) throw unsafe;
          }
          return ask(question);
        }
      : ask,
    isThere: async () => ask !== undefined && (await connectionsOf(env, {})).length > 0,
    meet: (board) => {
      serial = board.serial ?? serial;
    },
    after: async (error) => {
      const target = await offer(error, { serial });
      return target && { target, selection: { serial } };
    },
  };
}

/** Those that are there. */
async function connectionsOf(env: UpdateEnv, selection: Selection | undefined) {
  const found: { readonly target: TargetProvider; readonly connection: Connection }[] = [];
  for (const target of env.otherTargets ?? []) {
    const connection = await target.find(env.bus, selection).catch(() => undefined);
    if (connection) found.push({ target, connection });
  }
  return found;
}

async function otherConnection(
  env: UpdateEnv,
  request: Asked,
  error: FlasherError,
): Promise<TargetProvider | undefined> {
  const isUntouched = error.board === undefined || error.board === 'untouched';
  const emit = listener<UpdateEvent>(env.log, request.onEvent);
  if (!isUntouched || !helped.includes(error.code) || request.ask === undefined) return undefined;
  for (const { target, connection } of await connectionsOf(env, request.selection)) {
    emit({ type: 'note', code: 'other-connection', text: error.text });
    const chosen = await choose(request, {
      type: 'choice',
      code: 'other-connection',
      text: message('probe.update-through-it', { path: connection.path }),
      options: [
        { code: 'use', text: message('probe.update-through-it.use') },
        { code: 'stop', text: message('probe.update-through-it.stop') },
      ],
      default: 'use',
      yes: 'use',
      unanswered: 'stop',
    });
    return chosen === 'use' ? target : undefined;
  }
  return undefined;
}

import { describe, expect, it, vi } from 'vitest';
import { inEnglish, sentence } from '../../../../test/support/in-english.ts';
import { needsConsent, stop, warning } from '../../src/ask/findings.ts';
import type { Ask, ChoiceQuestion, Question } from '../../src/ask/question.ts';
import { acceptWarnings, choose, consentFor, remembering, requireYes, settle } from '../../src/ask/settle.ts';
import { message } from '../../src/messages/message.ts';
import { failure } from '../flash/bench.ts';

const serial = '356D38673332';
const device = { path: '1-1.4', serial };
const { serial: _, ...nameless } = device;
const consent = { what: 'unlock', serial } as const;
const danger = { text: sentence('Everything on the chip is erased.') };

const says = (answer: string | undefined) => vi.fn<Ask>(async () => answer);

describe('a consent', () => {
  it('that was given with the request is not asked for', async () => {
    const ask = says('no');
    await consentFor({ ask, consent: [{ what: 'unlock', serial: serial.toLowerCase() }] }, consent, danger, device);
    expect(ask).not.toHaveBeenCalled();
  });

  it('is given by typing the serial number, in any letter case', async () => {
    const ask = says('356d38673332');
    await consentFor({ ask }, consent, danger, device);
    expect(ask).toHaveBeenCalledExactlyOnceWith({ type: 'consent', consent, named: 'serial', text: danger.text });
  });

  it('for a board without a serial number is given by typing its USB port', async () => {
    const ask = says('1-1.4');
    await consentFor({ ask }, { what: 'unlock', serial: '1-1.4' }, danger, nameless);
    expect(ask.mock.calls[0]?.[0]).toMatchObject({ named: 'port', consent: { serial: '1-1.4' } });
    const error = await failure(
      consentFor({ ask: says('1-1') }, { what: 'unlock', serial: '1-1.4' }, danger, nameless),
    );
    expect(inEnglish(error.text)).toBe("'1-1' is not the port path 1-1.4.");
  });

  it.each([
    ["x'; reboot; '", '"unlock=x\'; reboot; \'"'],
    ['$(reboot)', "'unlock=$(reboot)'"],
    ['a\nb\u001b[2J\u202e', "'unlock=a\\nb\\u001b[2J\\u202e'"],
  ])('names a board called %j so that a shell runs nothing of it', async (name, word) => {
    const error = await failure(consentFor({}, { what: 'unlock', serial: name }, danger, device));
    expect(inEnglish(error.next)).toContain(`pass --consent ${word}.`);
  });

  it('that is typed wrong ends with what was typed, and the line that gives it', async () => {
    const error = await failure(
      consentFor({ ask: says('yes') }, consent, { ...danger, error: 'unsafe-board' }, device),
    );
    expect(error).toMatchObject({
      code: 'not-confirmed',
      text: message('asking.consent-wrong', { typed: 'yes', named: 'serial', expected: serial }),
    });
    expect(inEnglish(error.next)).toContain(`--consent unlock=${serial}`);
  });

  it('that is not typed at all is a no', async () => {
    const error = await failure(consentFor({ ask: says('') }, consent, danger, device));
    expect(error).toMatchObject({
      code: 'not-confirmed',
      text: message('asking.declined'),
      next: message('next.nothing'),
    });
  });

  it.each([
    ['no person can be asked', {}],
    ['the one who answers warnings gives none', { ask: acceptWarnings }],
    ['it is a dry run, which asks no question', { ask: says(serial), dryRun: true }],
    ['the one that was given names another board', { consent: [{ what: 'unlock', serial: '1' }] as const }],
    ['the one that was given is for another danger', { consent: [{ what: 'foreign', serial }] as const }],
  ])('is missing where %s: the danger is the error, with the line that accepts it', async (_, asking) => {
    const error = await failure(consentFor(asking, consent, { ...danger, error: 'unsafe-board' }, device));
    expect(error).toMatchObject({ code: 'unsafe-board', text: danger.text });
    expect(error.details.consent).toBe(`unlock=${serial}`);
    expect(inEnglish(error.next)).toContain(`--consent unlock=${serial}`);
  });

  it('whose value a shell would read is shown in quotes', async () => {
    const odd = { what: 'setting', serial, path: 'config.x', value: '$HOME a' } as const;
    const error = await failure(consentFor({}, odd, danger, device));
    expect(inEnglish(error.next)).toContain(`--consent 'setting=${serial}:config.x=$HOME a'`);
  });
});

describe('what the preflight found', () => {
  const findings = [
    warning('startup', sentence('A motor moves.')),
    needsConsent('unsafe-board', { what: 'unsafe-dfu', serial }, sentence('DFU mode can destroy it.'), {
      error: 'unsafe-board',
    }),
    stop('image-board', 'board-mismatch', sentence('It is for another board.')),
  ];

  it('ends with the first stop before a question', async () => {
    const ask = says('yes');
    expect(await failure(settle({ ask }, findings, device))).toMatchObject({ code: 'board-mismatch' });
    expect(ask).not.toHaveBeenCalled();
  });

  it('is asked about: consents first, then all warnings at once', async () => {
    const seen: Question['type'][] = [];
    const ask: Ask = async (question) => {
      seen.push(question.type);
      return question.type === 'consent' ? serial : 'yes';
    };
    await settle({ ask }, [...findings.slice(0, 2), warning('axes', sentence('Motors let go.'))], device);
    expect(seen).toEqual(['consent', 'warnings']);
  });
});

describe('warnings', () => {
  const findings = [warning('startup', sentence('A motor moves.'))];

  it('that are refused end it with no further message', async () => {
    const error = await failure(requireYes({ ask: says('no') }, findings));
    expect(error).toMatchObject({
      code: 'not-confirmed',
      text: message('asking.declined'),
      next: message('next.nothing'),
    });
  });

  it('that cannot be accepted end it with what has to be passed', async () => {
    const error = await failure(requireYes({}, findings));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { warnings: ['startup'] } });
    expect(inEnglish(error.next)).toContain('--yes');
    expect(await failure(requireYes({ dryRun: true }, findings))).toMatchObject({ code: 'not-confirmed' });
  });

  it('are not asked about in a dry run, if a person could be asked in a real one', async () => {
    const ask = says('no');
    await requireYes({ ask, dryRun: true }, findings);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('a choice', () => {
  const question: ChoiceQuestion = {
    type: 'choice',
    code: 'start-old-firmware',
    text: sentence('Start it?'),
    options: [
      { code: 'start', text: sentence('start') },
      { code: 'skip', text: sentence('skip') },
    ],
    default: 'skip',
    yes: 'start',
    unanswered: 'skip',
  };

  it.each([
    ['as it is answered', { ask: says('start') }, 'start'],
    ['as a general yes answers it', { ask: acceptWarnings }, 'start'],
    ['the way that is meant for no answer', {}, 'skip'],
    ['the usual way in a dry run', { ask: says('start'), dryRun: true }, 'skip'],
    ['as a general yes answers it in a dry run, too', { ask: acceptWarnings, dryRun: true }, 'start'],
    ['as a general yes that is remembered answers it', { ask: remembering(acceptWarnings), dryRun: true }, 'start'],
  ])('is made %s', async (_, asking, chosen) => {
    expect(await choose(asking, question)).toBe(chosen);
  });

  it('that only a person can make ends with not-confirmed where there is none', async () => {
    const { unanswered: _, yes: __, ...hard } = question;
    const noPerson = [{}, { ask: acceptWarnings }, { ask: acceptWarnings, dryRun: true }, { dryRun: true }];
    for (const asking of [...noPerson, { ask: says('other') }])
      expect(await failure(choose(asking, hard))).toMatchObject({ code: 'not-confirmed', text: sentence('Start it?') });
  });
});

describe('work that is done twice', () => {
  it('asks for the same thing once, and for anything new again', async () => {
    const asked: string[] = [];
    const ask = remembering(async (question) => {
      if (question.type === 'warnings') asked.push(...question.findings.map(({ text }) => inEnglish(text)));
      else asked.push(question.type);
      return question.type === 'consent' ? serial : 'yes';
    });
    const first = warning('startup', sentence('A motor moves.'));
    const other = warning('startup', sentence('Two motors move.'));
    await requireYes({ ask }, [first]);
    await requireYes({ ask }, [first]);
    await requireYes({ ask }, [first, other]);
    await consentFor({ ask }, consent, danger, device);
    await consentFor({ ask }, consent, danger, device);
    expect(asked).toEqual(['A motor moves.', 'Two motors move.', 'consent']);
  });

  it('asks again where one message says something else', async () => {
    const ask = vi.fn<Ask>(async () => 'yes');
    const about = (count: number) => warning('startup', message('asking.warnings-open', { count }));
    const remembered = remembering(ask);
    for (const count of [1, 1, 2]) await requireYes({ ask: remembered }, [about(count)]);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('asks again after a no', async () => {
    const answers = ['no', 'yes'];
    const ask = remembering(async () => answers.shift());
    const findings = [warning('startup', sentence('A motor moves.'))];
    await failure(requireYes({ ask }, findings));
    await requireYes({ ask }, findings);
    expect(answers).toEqual([]);
  });
});

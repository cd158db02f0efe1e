// Answering the engine's questions: accept warnings, refuse everything else.
import { type Ask, acceptWarnings } from '@odflash/core';
import { consentText, readConsent } from '@odflash/core/ask';
import { message } from '@odflash/core/messages';

const ask: Ask = (question) => acceptWarnings(question);
const consent = readConsent('unlock=325E35633334');
if (!consent) throw new Error('not a consent');
const answer = await ask({ type: 'consent', consent, named: 'serial', text: message('preflight.erases-firmware') });
console.log(consentText(consent), answer);

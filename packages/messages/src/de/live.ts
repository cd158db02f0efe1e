import type { LiveMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { axisState } from './running.ts';
import { decimal } from './words.ts';

export const live: Texts<LiveMessages> = {
  'live.axis-armed': ({ path, axis, state, speed, mode, calls }) => {
    const doing = [
      axisState(state),
      ...(speed ? [`${decimal(speed.value, 2)} ${speed.unit ?? ''}`.trimEnd()] : []),
      ...(mode === undefined ? [] : [typeof mode === 'number' ? `Regelmodus ${mode}` : mode]),
    ];
    return `${axis} ist scharf (${doing.join(', ')}): ${calls ? 'ein Aufruf von' : 'ein Schreiben von'} ${path} wirkt sofort darauf, und der Motor kann sich bewegen.`;
  },
  'live.lets-fall': ({ path }) => `${path} löst die Bremse: eine Last kann fallen.`,
  'live.axis-not-idle': ({ axis }) => `${axis} geht nicht auf IDLE.`,
  'live.errors-to-clear': ({ errors, brake }) => `Zu löschen: ${errors.join(', ')}. ${brakes[brake]}`,
  'live.not-writable': ({ path, kind }) => `${path} ${kinds[kind]}.`,
  'live.value-invalid': ({ path, text, type }) => `„${text}“ ist kein Wert für ${path} (Typ ${type}).`,
  'live.not-a-function': ({ path }) => `${path} ist keine Funktion.`,
  'live.own-command': ({ path }) => `Für ${path} gibt es einen eigenen Befehl, der zuerst das Board prüft.`,
  'live.inputs-wrong': ({ path, expected, given }) =>
    `${path} erwartet ${expected} ${expected === 1 ? 'Eingabe' : 'Eingaben'}, nicht ${given}.`,
  'live.input-invalid': ({ path, input, text }) => `„${text}“ ist kein Wert für die Eingabe ${input} von ${path}.`,
  'live.not-a-number': ({ path }) => `${path} ist ein Verweis auf eine andere Eigenschaft, keine Zahl.`,
  'live.no-oscilloscope': 'Diese Firmware hat kein Oszilloskop.',
  'live.nothing-changes': 'Diese Firmware hat keinen Wert, der sich ändert: die Rate lässt sich nicht messen.',
};

const brakes = {
  'works-again': 'Der Bremswiderstand arbeitet danach wieder, wenn er eingeschaltet ist.',
  'stays-off': 'Ein Bremswiderstand, der abgeschaltet wurde, bleibt bis zu einem Neustart aus.',
} as const;

const kinds = {
  property: 'kann nur gelesen werden',
  function: 'ist eine Funktion: sie wird aufgerufen, nicht geschrieben',
  object: 'ist ein Objekt: einzelne Werte darin können geschrieben werden',
} as const;

import type { ValueMessages } from '../../command-line/values.ts';
import type { Texts } from '../../language.ts';

export const values: Texts<ValueMessages> = {
  'value.set-planned': ({ path, before, value, also }, say) =>
    `Probelauf: es wurde nichts geschrieben. ${path} ${before} → ${value}${also.map((each) => `; auch ${say(each)}`).join('')}.`,
  'value.set': ({ path, before, value, also }, say) =>
    `${path} ${before} → ${value}${also.map((each) => `; auch ${say(each)}`).join('')}, zurückgelesen.`,
  'value.unchanged': ({ path, value }) => `${path} ist bereits ${value}.`,
  'value.differs': ({ path, value, found }) =>
    `${path} wurde als ${value} geschrieben, wird aber als ${found} gelesen.`,
  'value.saved': 'Gespeichert.',
  'value.saved-and-restarted': 'Gespeichert; das Board wurde neu gestartet.',
  'value.save-planned': 'Probelauf: es wurde nichts gespeichert.',
  'value.not-saved': 'Nicht gespeichert: der Wert geht beim nächsten Neustart verloren. Mit --save bleibt er erhalten.',
  'value.axis-idle': ({ axis }) => `${axis} ist in Ruhe. Eine vom Motor gehaltene Last kann fallen.`,
  'value.axis-stays-armed': ({ axis }) =>
    `${axis} ist scharf und bleibt scharf. Zum Anhalten: odflash set ${axis}.requested_state IDLE`,
  'value.axis-idle-again': ({ axis }) => `${axis} ist wieder in Ruhe.`,
  'value.axis-set-to-idle': ({ axis }) => `${axis} wurde auf IDLE gesetzt. Eine vom Motor gehaltene Last kann fallen.`,
};

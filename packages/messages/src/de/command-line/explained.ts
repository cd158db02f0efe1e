import type { ExplainedMessages, ReleaseSpan } from '../../command-line/explained.ts';
import type { Texts } from '../../language.ts';

export const explained: Texts<ExplainedMessages> = {
  'explained.row-harmless': 'Harmlos:',
  'explained.row-cause': 'Ursache:',
  'explained.row-causes': 'Ursachen:',
  'explained.row-to-do': 'Abhilfe:',
  'explained.row-also-seen': 'Auch so:',
  'explained.forms': ({ forms, more }) => `${forms.join(' · ')} · und ${more} weitere Formen`,
  'explained.row-more': 'Mehr:',
  'explained.page-in-english': 'Diese Seite gibt es nur auf Englisch.',
  'explained.fewer-shown': ({ count }) => `${count} weniger wahrscheinliche Erklärungen werden nicht gezeigt.`,
  'explained.flag-of': ({ part, releases }) => `${part}, ${releases.map(spanText).join(', ')}`,
  'explained.flags-of-board': 'Die Fehler eines angeschlossenen Boards lesen: odflash status',
  'explained.nothing': 'Keine Erklärung gefunden. Weniger Wörter der Meldung angeben.',
  'explained.check-computer': 'Diesen Computer prüfen: odflash doctor',
  'explained.collect-report': 'Die Daten für einen Fehlerbericht sammeln: odflash report report.txt',
};

function spanText({ first, last }: ReleaseSpan): string {
  if (first === undefined && last === undefined) return 'jede Firmware';
  if (first === undefined) return `Firmware bis ${last}`;
  if (last === undefined) return `Firmware ab ${first}`;
  return first === last ? `Firmware ${first}` : `Firmware ${first} bis ${last}`;
}

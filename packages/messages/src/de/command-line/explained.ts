import type { ExplainedMessages } from '../../command-line/explained.ts';
import type { Texts } from '../../language.ts';

export const explained: Texts<ExplainedMessages> = {
  'explained.row-harmless': 'Harmlos:',
  'explained.row-cause': 'Ursache:',
  'explained.row-causes': 'Ursachen:',
  'explained.row-to-do': 'Abhilfe:',
  'explained.row-also-seen': 'Auch so:',
  'explained.row-more': 'Mehr:',
  'explained.page-in-english': 'Diese Seite gibt es nur auf Englisch.',
  'explained.fewer-shown': ({ count }) => `${count} weniger wahrscheinliche Erklärungen werden nicht gezeigt.`,
  'explained.nothing': 'Keine Erklärung gefunden. Weniger Wörter der Meldung angeben.',
  'explained.check-computer': 'Diesen Computer prüfen: odflash doctor',
  'explained.collect-report': 'Die Daten für einen Fehlerbericht sammeln: odflash report report.txt',
};

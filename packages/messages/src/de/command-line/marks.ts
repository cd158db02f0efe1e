import type { MarkMessages } from '../../command-line/marks.ts';
import type { Texts } from '../../language.ts';

export const marks: Texts<MarkMessages> = {
  'mark.error': 'Fehler:',
  'mark.board': 'Board:',
  'mark.next': 'Weiter:',
  'mark.ok': 'ok',
  'mark.warning': 'Warnung',
  'mark.question': 'Frage',
  'mark.stop': 'Stopp',
  'mark.note': 'Hinweis',
  'mark.problem': 'PROBLEM',
  'mark.recovering': 'Wiederholung',
  'mark.sector-kept': 'bleibt',
  'mark.sector-equal': 'gleich',
  'mark.sector-waiting': 'offen',
  'mark.sector-erasing': 'löscht',
  'mark.sector-blank': 'leer',
  'mark.sector-written': 'geschrieben',
  'mark.sector-verified': 'geprüft',
};

import type { ExplainedMessages, ReleaseSpan } from '../../command-line/explained.ts';
import type { Texts } from '../../language.ts';

export const explained: Texts<ExplainedMessages> = {
  'explained.row-harmless': 'Harmless:',
  'explained.row-cause': 'Cause:',
  'explained.row-causes': 'Causes:',
  'explained.row-to-do': 'To do:',
  'explained.row-also-seen': 'Also seen:',
  'explained.forms': ({ forms, more }) => `${forms.join(' · ')} · and ${more} other forms`,
  'explained.row-more': 'More:',
  'explained.page-in-english': 'This page is in English.',
  'explained.fewer-shown': ({ count }) => `${count} less likely explanations are not shown.`,
  'explained.flag-of': ({ part, releases }) => `${part}, ${releases.map(spanText).join(', ')}`,
  'explained.flags-of-board': 'To read the errors of a connected board: odflash status',
  'explained.nothing': 'No explanation found. Try fewer words of the message.',
  'explained.check-computer': 'To check this computer: odflash doctor',
  'explained.collect-report': 'To collect the data for a bug report: odflash report report.txt',
};

function spanText({ first, last }: ReleaseSpan): string {
  if (first === undefined && last === undefined) return 'all firmware';
  if (first === undefined) return `firmware up to ${last}`;
  if (last === undefined) return `firmware ${first} and later`;
  return first === last ? `firmware ${first}` : `firmware ${first} to ${last}`;
}

import type { ExplainedMessages } from '../../command-line/explained.ts';
import type { Texts } from '../../language.ts';

export const explained: Texts<ExplainedMessages> = {
  'explained.row-harmless': 'Harmless:',
  'explained.row-cause': 'Cause:',
  'explained.row-causes': 'Causes:',
  'explained.row-to-do': 'To do:',
  'explained.row-also-seen': 'Also seen:',
  'explained.row-more': 'More:',
  'explained.page-in-english': 'This page is in English.',
  'explained.fewer-shown': ({ count }) => `${count} less likely explanations are not shown.`,
  'explained.nothing': 'No explanation found. Try fewer words of the message.',
  'explained.check-computer': 'To check this computer: odflash doctor',
  'explained.collect-report': 'To collect the data for a bug report: odflash report report.txt',
};

// Words that stand before a line, and in the legend of the sectors.

export interface MarkMessages {
  'mark.error': undefined;
  'mark.board': undefined;
  'mark.next': undefined;
  'mark.ok': undefined;
  'mark.warning': undefined;
  'mark.question': undefined;
  'mark.stop': undefined;
  'mark.note': undefined;
  'mark.problem': undefined;
  'mark.recovering': undefined;
  'mark.sector-kept': undefined;
  'mark.sector-equal': undefined;
  'mark.sector-waiting': undefined;
  'mark.sector-erasing': undefined;
  'mark.sector-blank': undefined;
  'mark.sector-written': undefined;
  'mark.sector-verified': undefined;
}

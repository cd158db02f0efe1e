// The findings of a run in the order in which they were made; a later word on the same matter replaces the earlier one.

import type { Finding } from '@odflash/core/ask';
import type { FlashPlan } from '@odflash/core/flash';
import type { UpdateEvent } from '@odflash/core/update';

export type { Finding };

export interface Gathered {
  event(event: UpdateEvent): void;
  result(): { readonly findings: readonly Finding[]; readonly plan: FlashPlan | undefined };
}

export function gathered(): Gathered {
  const findings = new Map<Finding['code'], Finding>();
  let plan: FlashPlan | undefined;
  return {
    event: (event) => {
      if (event.type === 'findings') for (const finding of event.findings) findings.set(finding.code, finding);
      if (event.type === 'plan') plan = event.plan;
    },
    result: () => ({ findings: [...findings.values()], plan }),
  };
}

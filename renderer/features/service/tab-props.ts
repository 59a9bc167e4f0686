import type { ServiceDetail } from '../../../services/contract/views/service-detail.ts';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';

export interface TabProps {
  readonly row: ServiceRow;
  readonly edges: readonly EdgeView[];
  /** Undefined until it is known, and only where the tab does not need it. */
  readonly detail: ServiceDetail | undefined;
}

import type { Progress } from '../../../contract/results.ts';

/** Shows the progress of one run; disposing leaves the terminal as it was. */
export interface ProgressDisplay extends AsyncDisposable {
  show(item: Progress): Promise<void>;
}

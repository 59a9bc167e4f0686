import { useParams } from '@tanstack/react-router';
import type { JobView } from '../../../services/contract/views/job-view.ts';
import type { EngineView } from '../../../services/contract/views/engine-view.ts';
import type { StackSnapshot, StackSummary, StackView } from '../../../services/contract/views/stack-view.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { slugOf, slugsOf } from '../../lib/slugs.ts';
import { useMachine, useStackSnapshot, useStackView } from '../../lib/stacks.ts';

/** What the frame knows: the machine, and the stack that the address names; on a screen of no stack, the one that was open before. */
export interface FrameStack {
  readonly slug: string | undefined;
  readonly summary: StackSummary | undefined;
  readonly stacks: readonly StackSummary[];
  readonly jobs: readonly JobView[];
  readonly engine: EngineView | undefined;
  readonly snapshot: StackSnapshot | undefined;
  readonly view: StackView | undefined;
}

export function useFrameStack(): FrameStack {
  const { stack: named } = useParams({ strict: false });
  const last = usePreferences((preferences) => preferences.lastStack);
  const { data } = useMachine();
  const stacks = data?.stacks ?? [];
  const slug = named ?? (last === undefined ? undefined : slugOf(stacks, last));
  const summary = slug === undefined ? undefined : slugsOf(stacks).get(slug);
  const snapshot = useStackSnapshot(summary?.file).data;
  const view = useStackView(summary?.file ?? '', summary === undefined ? undefined : snapshot?.revision).data;
  return { slug: summary === undefined ? undefined : slug, summary, stacks, jobs: data?.jobs ?? [], engine: data?.engine, snapshot, view: view?.file === summary?.file ? view : undefined };
}

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { slugOf } from '../../lib/slugs.ts';
import { useMachine } from '../../lib/stacks.ts';

export interface Goal {
  readonly file: string;
  readonly screen: 'stack' | 'editor';
  /** A job whose steps are shown there. */
  readonly job?: string;
}

/** Leads to a stack's screen as soon as the machine's list has it: the address is made from that list. */
export function useGoToStack(): (goal: Goal) => void {
  const navigate = useNavigate();
  const stacks = useMachine().data?.stacks;
  const [goal, setGoal] = useState<Goal>();
  const slug = goal === undefined || stacks === undefined ? undefined : slugOf(stacks, goal.file);
  useEffect(() => {
    if (goal !== undefined && slug !== undefined) void navigate({ to: `/${encodeURIComponent(slug)}/${goal.screen}`, search: goal.job === undefined ? {} : { job: goal.job } });
  }, [goal, slug, navigate]);
  return setGoal;
}

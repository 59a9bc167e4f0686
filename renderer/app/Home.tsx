import { Navigate } from '@tanstack/react-router';
import { IconStack2 } from '@tabler/icons-react';
import { openedByLink } from '../lib/connection.ts';
import { usePreferences } from '../lib/preferences.ts';
import { slugOf } from '../lib/slugs.ts';
import { useMachine } from '../lib/stacks.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';

/** The stack that was open last, else the newest; without any, how to get one. */
export function Home() {
  const { data, error } = useMachine();
  const last = usePreferences((preferences) => preferences.lastStack);
  if (data === undefined) return error === undefined ? undefined : <ErrorState error={error} />;
  // A link is for the stack of the folder that it was asked in, which is the newest.
  const remembered = openedByLink ? undefined : data.stacks.find((stack) => stack.file === last)?.file;
  const file = remembered ?? data.stacks[0]?.file;
  const slug = file === undefined ? undefined : slugOf(data.stacks, file);
  if (slug !== undefined) return <Navigate to={`/${encodeURIComponent(slug)}/stack`} replace />;
  return (
    <EmptyState heading="h1" icon={IconStack2} title="No stack yet" code="stackyard up">
      A stack is what one stackyard.yaml describes: your services and what they use. Start one in its folder and it appears here.
    </EmptyState>
  );
}

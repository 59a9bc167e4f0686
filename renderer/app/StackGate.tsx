import { Button } from '@mantine/core';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { IconMapPinOff } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { usePreferences } from '../lib/preferences.ts';
import { slugsOf } from '../lib/slugs.ts';
import { CurrentStackContext, useMachine } from '../lib/stacks.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { canBeSlug } from './address.ts';
import { NothingHere } from './NothingHere.tsx';

/** Finds the stack that the address names; its screens stand below. */
export function StackGate() {
  const { stack: slug = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data, error } = useMachine();
  const setLastStack = usePreferences((preferences) => preferences.setLastStack);
  const summary = useMemo(() => slugsOf(data?.stacks ?? []).get(slug), [data, slug]);
  const current = useMemo(() => (summary === undefined ? undefined : { slug, summary }), [slug, summary]);
  const file = summary?.file;
  useEffect(() => {
    if (file !== undefined) setLastStack(file);
  }, [file, setLastStack]);
  if (current !== undefined) {
    return (
      <CurrentStackContext value={current}>
        <Outlet />
      </CurrentStackContext>
    );
  }
  if (data === undefined) return error === undefined ? undefined : <ErrorState error={error} />;
  if (!canBeSlug(slug)) return <NothingHere />;
  return (
    <EmptyState heading="h1" icon={IconMapPinOff} title={`No stack is called ${slug}`} code="stackyard up" action={<Button onClick={() => void navigate({ to: '/-/open' })}>Open its folder</Button>}>
      This machine does not know it. Open or start it in its folder, or choose another stack at the top.
    </EmptyState>
  );
}

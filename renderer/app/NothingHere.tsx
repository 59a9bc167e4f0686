import { Button } from '@mantine/core';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { IconMapPinOff } from '@tabler/icons-react';
import { useCurrentStack } from '../lib/stacks.ts';
import { visibleText } from '../lib/visible-text.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { readable } from './address.ts';

/** An address of no stack and no screen. Never a stack in its place: its buttons would act on what nobody asked for. */
export function NothingHere() {
  const navigate = useNavigate();
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <EmptyState heading="h1" icon={IconMapPinOff} title="Nothing is here" action={<Button onClick={() => void navigate({ to: '/-/open' })}>Open a stack</Button>}>
      No screen has the address <code>{visibleText(readable(pathname))}</code>. Choose a stack at the top, or open one.
    </EmptyState>
  );
}

/** An address below a known stack that is none of its screens. */
export function NoScreen() {
  const { slug } = useCurrentStack();
  const stack = `/${encodeURIComponent(slug)}`;
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <EmptyState heading="h1" icon={IconMapPinOff} title={`There is no screen called ${visibleText(readable(pathname.split('/').slice(2).join('/')))}`} action={<Button component={Link} to={`${stack}/stack`}>Stack</Button>}>
      {slug} is as it was. Its screens are at the left.
    </EmptyState>
  );
}

import { useLocation, useParams } from '@tanstack/react-router';
import { visibleText } from '../../lib/visible-text.ts';
import { screens, stacklessScreens } from '../screens.ts';
import type { FrameStack } from './use-frame-stack.ts';

/** Stack, what is open on the screen, and the screen, as far as the address has them: `shop`, `cache`, `Services`. */
export function useScreenTitle({ summary }: FrameStack): readonly (string | undefined)[] {
  const [, first, path] = useLocation({ select: ({ pathname }) => pathname }).split('/');
  const { service } = useParams({ strict: false });
  if (first === '-') return [stacklessScreens.find((screen) => screen.path === path)?.title];
  const name = summary === undefined ? undefined : visibleText(summary.name);
  return [name, service === undefined ? undefined : visibleText(service), screens.find((screen) => screen.path === path)?.title];
}

import type { StackView } from '../../../services/contract/views/stack-view.ts';
import { screens, type Screen } from '../screens.ts';

/** Screens of capabilities that nothing in the stack provides are left out. */
export function shownScreens(view: StackView | undefined): readonly Screen[] {
  const capabilities = new Set(view?.services.flatMap((service) => service.capabilities));
  return screens.filter(({ capability }) => capability === undefined || capabilities.has(capability));
}

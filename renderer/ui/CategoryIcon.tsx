import { createElement } from 'react';
import { categoryIcon } from '../lib/icons.ts';

/** The sign of a service's category. */
export function CategoryIcon({ category, size = 16 }: { readonly category: string; readonly size?: number }) {
  return createElement(categoryIcon(category), { size, stroke: 1.6, 'aria-hidden': true });
}

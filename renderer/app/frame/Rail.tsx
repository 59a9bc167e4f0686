import { Link } from '@tanstack/react-router';
import { shownScreens } from './shown-screens.ts';
import type { FrameStack } from './use-frame-stack.ts';
import styles from './Rail.module.css';

/** The screens of the stack. */
export function Rail({ stack: { slug, view } }: { readonly stack: FrameStack }) {
  return (
    <nav className={styles.rail} aria-label="Screens">
      {(slug === undefined ? [] : shownScreens(view)).map(({ path, title, icon: Icon }) => (
        <Link key={path} to={`/${encodeURIComponent(slug ?? '')}/${path}`} className={styles.entry} activeProps={{ 'data-active': true }} activeOptions={{ includeSearch: false }}>
          <Icon size={18} stroke={1.6} aria-hidden />
          <span>{title}</span>
        </Link>
      ))}
    </nav>
  );
}

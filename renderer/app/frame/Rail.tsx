import { Link } from '@tanstack/react-router';
import { stacklessScreens, type Screen } from '../screens.ts';
import { shownScreens } from './shown-screens.ts';
import type { FrameStack } from './use-frame-stack.ts';
import styles from './Rail.module.css';

function Entry({ at, screen: { path, title, sentence = title, icon: Icon } }: { readonly at: string; readonly screen: Screen }) {
  return (
    <Link to={`${at}/${path}`} className={styles.entry} title={sentence} activeProps={{ 'data-active': true }} activeOptions={{ includeSearch: false }}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>{title}</span>
    </Link>
  );
}

/** The screens of the stack, and below them those of none. */
export function Rail({ stack: { slug, view } }: { readonly stack: FrameStack }) {
  return (
    <nav className={styles.rail} aria-label="Screens">
      {slug === undefined ? undefined : shownScreens(view).map((screen) => <Entry key={screen.path} at={`/${encodeURIComponent(slug)}`} screen={screen} />)}
      <span className={styles.space} />
      {stacklessScreens.map((screen) => (
        <Entry key={screen.path} at="/-" screen={screen} />
      ))}
    </nav>
  );
}

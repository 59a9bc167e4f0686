import { Link } from '@tanstack/react-router';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import type { Search } from '../../lib/url-state.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { stateLooks } from '../../ui/states.ts';
import styles from './ServiceScreen.module.css';

/** One line a service; the tab that is open stays open on the next. */
export function ServiceList({ rows, chosen }: { readonly rows: readonly ServiceRow[]; readonly chosen: string }) {
  const { slug } = useCurrentStack();
  return (
    <ul className={styles.list}>
      {rows.map(({ service: { name, category }, status: { state, replicas } }) => {
        const { icon: Icon, color, word } = stateLooks[state];
        return (
          <li key={name}>
            <Link to={`/${encodeURIComponent(slug)}/services/${encodeURIComponent(name)}`} search={({ tab, filter, job }: Search) => ({ tab, filter, job }) as never} className={styles.entry} aria-current={name === chosen ? 'page' : undefined} title={`${name}, ${word.toLowerCase()}`}>
              <CategoryIcon category={category} size={15} />
              <span className={styles.entryName}>{name}</span>
              {replicas.wanted > 1 ? (
                <span className={styles.entryNote}>
                  {replicas.ready}/{replicas.wanted}
                </span>
              ) : undefined}
              <Icon size={14} style={{ color }} role="img" aria-label={word} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

import { Link } from '@tanstack/react-router';
import type { EdgeView } from '../../../../services/contract/views/stack-view.ts';
import { useCurrentStack } from '../../../lib/stacks.ts';
import styles from './Overview.module.css';

/** The services at one end of some edges, each once, with the protocol spoken. */
export function ServiceLinks({ edges, end }: { readonly edges: readonly EdgeView[]; readonly end: 'from' | 'to' }) {
  const { slug } = useCurrentStack();
  return [...Map.groupBy(edges, (edge) => edge[end])].map(([name, between]) => (
    <Link key={name} className={styles.link} to={`/${encodeURIComponent(slug)}/services/${encodeURIComponent(name)}`} title={between.map(({ label }) => label).filter(Boolean).join(', ')}>
      {name}
      <span>{[...new Set(between.map(({ protocol }) => protocol))].join(', ')}</span>
    </Link>
  ));
}

import type { ServiceStatus } from '../../../../services/contract/results.ts';
import type { ServiceDetail } from '../../../../services/contract/views/service-detail.ts';
import { useEngineLost } from '../../../lib/stacks.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './Overview.module.css';

const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);

/** Each container (or process) of the service. */
export function Replicas({ status, detail }: { readonly status: ServiceStatus; readonly detail: ServiceDetail | undefined }) {
  const isEngineLost = useEngineLost();
  if (detail === undefined) return undefined;
  return (
    <Section title="Replicas" aside={`${status.replicas.ready} of ${status.replicas.wanted} ready`}>
      {detail.replicas.length === 0 ? (
        <span className={styles.muted}>{isEngineLost ? 'They are listed again when the engine answers.' : 'Nothing of it exists yet. Start it to make its containers.'}</span>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">Name</th>
              <th scope="col">Id</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {detail.replicas.map(({ replica, name, id, state, startedAt, exitCode }) => (
              <tr key={id}>
                <td>{replica}</td>
                <td className={styles.wide}>
                  <code>{name}</code>
                </td>
                <td>
                  <span className={styles.address}>
                    <code title={id}>{shortId(id)}</code>
                    <CopyButton text={id} what={`id of ${name}`} />
                  </span>
                </td>
                <td>
                  {state}
                  {exitCode === undefined || state === 'running' ? '' : ` (${exitCode})`}
                </td>
                <td>{startedAt === undefined ? '' : <RelativeTime time={startedAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

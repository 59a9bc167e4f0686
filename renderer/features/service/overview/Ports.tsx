import type { ServiceStatus } from '../../../../services/contract/results.ts';
import { portAddress } from '../../../lib/service-rows.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './Overview.module.css';

/** Where it answers: on this machine, and for other containers of the stack. */
export function Ports({ ports }: { readonly ports: ServiceStatus['ports'] }) {
  if (ports.length === 0) return undefined;
  return (
    <Section title="Ports">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Port</th>
            <th scope="col">On this machine</th>
            <th scope="col">In the container</th>
          </tr>
        </thead>
        <tbody>
          {ports.map((port) => {
            const address = portAddress(port);
            return (
              <tr key={`${port.name} ${port.containerPort}`}>
                <td>{port.name}</td>
                <td>
                  {address === undefined ? (
                    <span className={styles.muted}>not published</span>
                  ) : (
                    <span className={styles.address}>
                      <code>{address}</code>
                      <CopyButton text={address} what={`address of ${port.name}`} />
                    </span>
                  )}
                </td>
                <td>
                  <code>{port.containerPort}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

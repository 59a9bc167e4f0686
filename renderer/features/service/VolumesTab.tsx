import { IconDatabaseOff } from '@tabler/icons-react';
import { formatBytes } from '../../lib/format.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Section } from '../../ui/Section.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './tabs.module.css';

/** Where its data is kept: volumes with size, owner and use, and folders of this machine. */
export function VolumesTab({ row: { service }, detail }: TabProps) {
  const volumes = detail?.volumes ?? [];
  const mounts = detail?.mounts ?? [];
  const folders = mounts.filter(({ source }) => !volumes.some(({ name }) => name === source));
  if (volumes.length === 0 && folders.length === 0) {
    return (
      <EmptyState icon={IconDatabaseOff} title="It keeps nothing" code={`services: { ${service.name}: { volumes: ["data:/data"] } }`}>
        What it writes is gone with its container. A volume keeps it.
      </EmptyState>
    );
  }
  return (
    <div className={styles.narrow}>
      {volumes.length === 0 ? undefined : (
        <Section title="Volumes" aside="kept when the stack goes down">
          <table className={styles.variables} aria-label="Volumes">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Mounted at</th>
                <th scope="col">Size</th>
                <th scope="col">Owner</th>
                <th scope="col">In use</th>
              </tr>
            </thead>
            <tbody>
              {volumes.map(({ name, service: owner, stack, sizeBytes, inUse }) => (
                <tr key={name}>
                  <td>
                    <span className={styles.value}>
                      <code>{name}</code>
                      <CopyButton text={name} what="volume name" />
                    </span>
                  </td>
                  <td>
                    <code>{mounts.filter(({ source }) => source === name).map(({ target }) => target).join(', ')}</code>
                  </td>
                  <td>{sizeBytes === undefined ? <span className={styles.muted}>not known</span> : formatBytes(sizeBytes)}</td>
                  <td>{owner ?? stack}</td>
                  <td>{inUse === undefined ? <span className={styles.muted}>not known</span> : inUse ? 'yes' : 'no'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {folders.length === 0 ? undefined : (
        <Section title="Folders and files of this machine">
          <table className={styles.variables} aria-label="Folders and files of this machine">
            <thead>
              <tr>
                <th scope="col">Here</th>
                <th scope="col">In the container</th>
                <th scope="col">Writing</th>
              </tr>
            </thead>
            <tbody>
              {folders.map(({ source, target, readOnly }) => (
                <tr key={target}>
                  <td>
                    <code>{source}</code>
                  </td>
                  <td>
                    <code>{target}</code>
                  </td>
                  <td>{readOnly ? 'read-only' : 'may write'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </div>
  );
}

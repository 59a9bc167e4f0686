import type { VariableView } from '../../../services/contract/views/service-detail.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { SecretValue } from '../../ui/SecretValue.tsx';
import { LongValue } from './LongValue.tsx';
import styles from './tabs.module.css';

export interface VariableTableProps {
  readonly label: string;
  readonly variables: readonly VariableView[];
  readonly reveal: (name: string) => Promise<string | undefined>;
}

/** Variables with their values; secrets stay dots until asked. */
export function VariableTable({ label, variables, reveal }: VariableTableProps) {
  return (
    <table className={styles.variables} aria-label={label}>
      <colgroup>
        <col style={{ width: '34%' }} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {variables.map(({ name, secret, value, redacted }) => (
          <tr key={name}>
            <td>
              <code>{name}</code>
            </td>
            <td>
              {secret || value === undefined ? (
                <SecretValue name={name} redacted={redacted} reveal={() => reveal(name)} />
              ) : (
                <span className={styles.value}>
                  <LongValue value={value} />
                  <CopyButton text={value} what={name} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

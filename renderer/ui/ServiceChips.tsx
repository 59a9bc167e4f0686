import { UnstyledButton } from '@mantine/core';
import styles from './ServiceChips.module.css';

export interface ServiceChipsProps {
  readonly services: readonly string[];
  readonly colours: ReadonlyMap<string, string>;
  /** All when left out. */
  readonly wanted: ReadonlySet<string> | undefined;
  readonly onChange: (wanted: ReadonlySet<string> | undefined) => void;
}

/** Which services are shown: a click shows one alone, further clicks add and take away. */
export function ServiceChips({ services, colours, wanted, onChange }: ServiceChipsProps) {
  const toggle = (service: string): void => {
    if (wanted === undefined) return onChange(new Set([service]));
    const next = new Set(wanted);
    if (!next.delete(service)) next.add(service);
    onChange(next.size === 0 || next.size === services.length ? undefined : next);
  };
  return (
    <div className={styles.chips} role="group" aria-label="Services">
      <UnstyledButton className={styles.chip} aria-pressed={wanted === undefined} onClick={() => onChange(undefined)}>
        All
      </UnstyledButton>
      {services.map((service) => (
        <UnstyledButton key={service} className={styles.chip} aria-pressed={wanted?.has(service) ?? false} onClick={() => toggle(service)}>
          <span className={styles.dot} style={{ background: colours.get(service) }} />
          {service}
        </UnstyledButton>
      ))}
    </div>
  );
}

import type { ServiceDetail } from '../../../../services/contract/views/service-detail.ts';
import { formatBytes } from '../../../lib/format.ts';
import type { ServiceRow } from '../../../lib/service-rows.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Field, Fields } from '../../../ui/Fields.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './Overview.module.css';

const sources = { present: 'on this machine', offline: 'the offline stand-in', build: 'built here', missing: 'not on this machine yet' };

function limitsInWords({ memoryBytes, cpus, pids }: ServiceDetail['limits']): string {
  const parts = [...(memoryBytes === undefined ? [] : [`${formatBytes(memoryBytes)} memory`]), ...(cpus === undefined ? [] : [`${cpus} CPU${cpus === 1 ? '' : 's'}`]), ...(pids === undefined ? [] : [`${pids} processes`])];
  return parts.length === 0 ? 'none' : parts.join(' · ');
}

/** What is run: image, command, user, limits. */
export function RunsAs({ row: { service, status }, detail }: { readonly row: ServiceRow; readonly detail: ServiceDetail | undefined }) {
  if (detail === undefined) return undefined;
  const { image, command, user, limits } = detail;
  const commandLine = command.map((part) => (/^[\w./:=@%+,-]+$/.test(part) ? part : JSON.stringify(part))).join(' ');
  return (
    <Section title="Runs as" aside={service.type === 'process' ? 'a process of this machine' : 'a container'}>
      <Fields>
        <Field title="Is">
          {service.title}
          <span className={styles.muted}>
            {service.category}
            {service.template === undefined ? '' : ` · template ${service.template}`}
          </span>
        </Field>
        {image === undefined ? undefined : (
          <Field title="Image">
            <code>{image.used ?? image.wanted}</code>
            <CopyButton text={image.used ?? image.wanted} what="image" />
            <span className={styles.muted}>
              {[...(image.source === undefined ? [] : [sources[image.source]]), ...(image.sizeBytes === undefined ? [] : [formatBytes(image.sizeBytes)]), ...(image.used === undefined || image.used === image.wanted || image.source === 'build' ? [] : [`asked for as ${image.wanted}`])].join(' · ')}
            </span>
          </Field>
        )}
        {image?.digest === undefined ? undefined : (
          <Field title="Digest">
            <code title={image.digest}>{image.digest.slice(0, 26)}…</code>
            <CopyButton text={image.digest} what="digest" />
          </Field>
        )}
        {image === undefined && status.image !== '' ? <Field title="Runs"><code>{status.image}</code></Field> : undefined}
        <Field title="Command">
          {command.length === 0 ? (
            <span className={styles.muted}>the image’s own</span>
          ) : (
            <>
              <code>{commandLine}</code>
              <CopyButton text={commandLine} what="command" />
            </>
          )}
        </Field>
        <Field title="User">{user === undefined ? <span className={styles.muted}>the image’s own</span> : <code>{user}</code>}</Field>
        <Field title="Limits">{limitsInWords(limits)}</Field>
      </Fields>
    </Section>
  );
}

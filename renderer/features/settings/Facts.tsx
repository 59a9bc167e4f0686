import type { Installation } from '../../../services/contract/views/settings-view.ts';
import { formatAmount, formatBytes } from '../../lib/format.ts';
import { useMachine } from '../../lib/stacks.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Field, Fields } from '../../ui/Fields.tsx';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './Settings.module.css';

/** Which engine, and why that one. It is chosen outside: where every Docker tool looks. */
export function EngineFacts() {
  const engine = useMachine().data?.engine;
  return (
    <Section title="Engine" aside="chosen as every Docker tool does">
      {engine?.state === 'connected' ? (
        <Fields>
          <Field title="Address">
            <code>{engine.address}</code>
            <CopyButton text={engine.address} what="address" />
          </Field>
          <Field title="Chosen by">{engine.source}</Field>
          <Field title="Version">
            {engine.version}, API {engine.apiVersion}
          </Field>
        </Fields>
      ) : engine?.state === 'lost' ? (
        <ErrorState error={{ code: 'ENGINE_UNREACHABLE', message: engine.reason, hint: engine.hint }} />
      ) : (
        <Skeleton lines={3} />
      )}
      <p className={styles.note}>
        Another one: set <code>DOCKER_HOST</code>, or choose it with <code>docker context use</code>, and start Stackyard anew.
      </p>
    </Section>
  );
}

function SecretWords({ installation: { secrets, directoryMode } }: { readonly installation: Installation }) {
  if (secrets.exposed.length > 0) return <ErrorState error={{ code: 'REFUSED_FOR_SAFETY', message: `Others on this machine can read ${secrets.exposed.join(', ')}.`, hint: `chmod 600 ${secrets.exposed.join(' ')}` }} />;
  return (
    <span>
      {secrets.files === 0 ? 'None yet; each stack gets a file of its own' : `${formatAmount(secrets.files, 'file')}, one a stack`}, not encrypted{directoryMode === undefined ? '' : ': mode 0600, so only your account can read them'}. They are never in the database, in logs or in exports.
    </span>
  );
}

/** Where things are kept, how they are protected, and which versions these are. */
export function InstallationFacts({ installation }: { readonly installation: Installation }) {
  const { stateDirectory, directoryMode, databaseBytes, notices, version, node, platform } = installation;
  return (
    <Section title="State and secrets" aside={`Stackyard ${version}`}>
      <Fields>
        <Field title="Folder">
          <code>{stateDirectory}</code>
          <CopyButton text={stateDirectory} what="folder" />
          {directoryMode === undefined ? undefined : <span className={styles.muted}>mode {directoryMode}</span>}
        </Field>
        <Field title="Secrets">
          <SecretWords installation={installation} />
        </Field>
        <Field title="History">{formatBytes(databaseBytes)}, and an hourly copy</Field>
        <Field title="Runs on">
          <code>
            Node {node}, {platform}
          </code>
        </Field>
        {notices.map((notice) => (
          <Field key={notice} title="Notice">
            {notice}
          </Field>
        ))}
      </Fields>
    </Section>
  );
}

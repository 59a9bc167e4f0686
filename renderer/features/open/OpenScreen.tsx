import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconFileText, IconLayoutGrid, IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { NewStack } from '../../../services/contract/views/project-view.ts';
import { useMachine } from '../../lib/stacks.ts';
import { useUrlStates } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Section } from '../../ui/Section.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { pickedOf, pickedText, placeOf, type Place, type Start } from './choices.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import { FoundStackPane } from './FoundStackPane.tsx';
import { KnownStacks } from './KnownStacks.tsx';
import { NewStackPane } from './NewStackPane.tsx';
import styles from './OpenScreen.module.css';
import { StartChoice } from './StartChoice.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import { useFolder } from './use-folder.ts';
import { useGoToStack } from './use-go-to-stack.ts';
import { Welcome } from './Welcome.tsx';

const isStart = (text: string | undefined): text is Start => text === 'demo' || text === 'templates' || text === 'compose' || text === 'empty';

function sourceOf(start: Start, picked: ReturnType<typeof pickedOf>): NewStack['source'] | undefined {
  switch (start) {
    case 'demo':
    case 'compose':
    case 'empty':
      return { kind: start };
    case 'templates':
      return picked.length === 0 ? undefined : { kind: 'templates', services: [...picked] };
  }
}

/** First run, and later: a folder, what is in it, or what shall be. */
export function OpenScreen() {
  const [search, change] = useUrlStates();
  const { data: machine } = useMachine();
  const [hidden, setHidden] = useState(false);
  const { view, error, isComing, more } = useFolder(search['folder'], hidden);
  const go = useGoToStack();
  const start = isStart(search['from']) ? search['from'] : undefined;
  const picked = pickedOf(search['services']);
  const own = search['own'] === undefined ? undefined : search['own'] === 'yes';
  const folder = view?.state === 'read' ? view : undefined;
  const found = folder?.files.find(({ kind }) => kind === 'stack');
  const compose = folder?.files.find(({ kind }) => kind === 'compose');
  const place = start === undefined || folder === undefined ? undefined : placeOf({ view: folder, start, own, name: search['name'], taken: machine?.stacks.map(({ name }) => name) ?? [] });
  const source = start === undefined ? undefined : sourceOf(start, picked);
  const pane = place !== undefined && source !== undefined ? <NewStackPane wanted={{ folder: place.folder, name: place.name, source }} onCreated={go} /> : start === undefined && found !== undefined && !isComing ? <FoundStackPane key={found.path} file={found.path} onOpened={go} /> : start === 'templates' ? <EmptyState icon={IconLayoutGrid} title="Choose templates">What will be written, and the button that writes it, appear here.</EmptyState> : undefined;
  return (
    <Screen title="Open or create a stack" notices={error === null ? undefined : <ErrorState error={failureOf(error)} />}>
      <SplitPane place="open" usualWidth={480} paneLabel={found !== undefined && start === undefined ? 'Stack that is here' : 'New stack'} pane={pane}>
        <div className={styles.steps} tabIndex={0} role="group" aria-label="Open or create">
          {machine?.stacks.length !== 0 ? <KnownStacks onOpen={(file) => go({ file, screen: 'stack' })} /> : start === undefined && pane === undefined ? <Welcome onDemo={() => change('from', 'demo')} /> : undefined}
          <Section title="Folder" aside={folder?.isWritable === false ? 'you may not write here' : 'Enter goes in, Backspace up'}>
            <FolderBrowser view={view} hidden={hidden} isLow={start !== undefined} onGo={(to) => change('folder', to)} onHidden={setHidden} onMore={more} />
            {folder?.files.map((file) => (
              <div key={file.path} className={styles.file}>
                {file.kind === 'stack' ? <IconStack2 size={15} aria-hidden /> : <IconFileText size={15} aria-hidden />}
                <code>{file.name}</code>
                <span className={styles.words}>{file.kind === 'stack' ? 'is a stack' : 'is a Compose file; it stays as it is'}</span>
                {file === compose && start !== 'compose' ? <Button onClick={() => change('from', 'compose')}>Start from it</Button> : undefined}
                {file === found && start !== undefined ? <Button onClick={() => change('from', undefined)}>Open this one</Button> : undefined}
              </div>
            ))}
          </Section>
          <Section title="Start a new stack from" aside={start === undefined ? undefined : <Button onClick={() => change('from', undefined)}>Not a new one</Button>}>
            <StartChoice hasCompose={compose !== undefined} chosen={start} onChoose={(next) => change('from', next)} />
          </Section>
          {place === undefined ? undefined : <NameSection place={place} isFixed={start === 'compose'} onName={(name) => change('name', name)} onOwn={(yes) => change('own', yes ? 'yes' : 'no')} />}
          {start === 'templates' ? (
            <Section title="Templates">
              <TemplateChoice picked={picked} onPick={(next) => change('services', pickedText(next))} />
            </Section>
          ) : undefined}
        </div>
      </SplitPane>
    </Screen>
  );
}

function NameSection({ place, isFixed, onName, onOwn }: { readonly place: Place; readonly isFixed: boolean; readonly onName: (name: string | undefined) => void; readonly onOwn: (yes: boolean) => void }) {
  // An empty field is not the same as one that nobody touched, which the address cannot say.
  const [isCleared, setCleared] = useState(false);
  const type = (text: string): void => {
    setCleared(text === '');
    onName(text === '' ? undefined : text);
  };
  return (
    <Section title="Name">
      <div className={styles.name}>
        <TextInput aria-label="Name of the stack" value={isCleared ? '' : place.name} onChange={(event) => type(event.currentTarget.value)} onBlur={() => setCleared(false)} spellCheck={false} autoComplete="off" />
        {isFixed ? undefined : <Checkbox size="xs" label="in a new folder of that name" checked={place.makesFolder} onChange={(event) => onOwn(event.currentTarget.checked)} />}
      </div>
    </Section>
  );
}

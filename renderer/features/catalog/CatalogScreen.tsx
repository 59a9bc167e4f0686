import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { TemplateView } from '../../../services/contract/views/catalog-view.ts';
import { useCore } from '../../lib/core.ts';
import { useKeys } from '../../lib/keys.ts';
import { useCurrentStack, useStackSnapshot, useStackView } from '../../lib/stacks.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { NoMatch } from '../../ui/NoMatch.tsx';
import { Screen, ToolSpace } from '../../ui/Screen.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { AddService } from './AddService.tsx';
import styles from './Catalog.module.css';

interface CardProps {
  readonly template: TemplateView;
  /** Services of the stack that are made of it. */
  readonly there: readonly string[];
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Card({ template, there, isChosen, onChoose }: CardProps) {
  const { id, title, category, description, image, capabilities, builtIn, problem } = template;
  return (
    <UnstyledButton className={styles.card} data-chosen={isChosen || undefined} aria-pressed={isChosen} onClick={onChoose}>
      <span className={styles.head}>
        <CategoryIcon category={category} size={17} />
        <b>{title}</b>
        <span className={styles.category}>{builtIn ? category : `${category} · yours`}</span>
      </span>
      <span className={styles.words}>{problem ?? description}</span>
      {there.length === 0 ? undefined : <span className={styles.there}>In this stack: {there.join(', ')}</span>}
      <span className={styles.image}>
        <code title={image}>{image === '' ? id : image}</code>
        {capabilities.length === 0 ? undefined : <span>Shows its {capabilities.join(', ')}</span>}
      </span>
    </UnstyledButton>
  );
}

/** Templates with what they are for; one of them becomes a service of the stack. */
export function CatalogScreen() {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  const [chosen, setChosen] = useUrlState('template');
  const [filter = '', setFilter] = useUrlState('filter');
  const field = useRef<HTMLInputElement>(null);
  const { data: templates, error } = useQuery<readonly TemplateView[]>({ queryKey: ['files.catalog', file], queryFn: ({ signal }) => core.files.catalog({ file }, { signal, ...resumed }) });
  const shown = useMemo(() => templates?.filter(({ id, title, category, description }) => [id, title, category, description].join(' ').toLowerCase().includes(filter.toLowerCase())) ?? [], [templates, filter]);
  const revision = useStackSnapshot(file).data?.revision;
  const services = useStackView(file, revision).data?.services;
  const madeOf = useMemo(() => Map.groupBy(services ?? [], ({ template: id }) => id), [services]);
  const template = templates?.find(({ id }) => id === chosen);
  useKeys([
    { keys: ['/'], does: 'Filter templates', run: () => field.current?.focus() },
    { keys: ['Escape'], does: 'Close the form', run: () => setChosen(undefined) },
  ]);
  const clear = (): void => {
    setFilter(undefined);
    field.current?.focus();
  };
  return (
    <Screen
      title="Catalog"
      tools={
        <>
          <TextInput ref={field} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} placeholder="Filter templates" aria-label="Filter templates" leftSection={<IconFilter size={13} />} />
          <ToolSpace />
          {shown.length === 1 && chosen === undefined ? (
            <Button leftSection={<IconPlus size={14} />} onClick={() => setChosen(shown[0]?.id)}>
              Add {shown[0]?.title}
            </Button>
          ) : undefined}
        </>
      }
      notices={error === null ? undefined : <ErrorState error={failureOf(error)} />}
    >
      <SplitPane place="catalog" usualWidth={520} paneLabel="Add a service" pane={template === undefined ? undefined : <AddService key={template.id} template={template} onClose={() => setChosen(undefined)} />}>
        {templates === undefined ? (
          error === null ? <Skeleton lines={12} /> : undefined
        ) : shown.length === 0 ? (
          <NoMatch title={`No template matches ${filter}`} onClear={clear} code="services: { own: { image: your/image:1 } }">
            Any image works without a template, and a folder below .stackyard/templates is one of your own.
          </NoMatch>
        ) : (
          <div className={styles.cards} tabIndex={0} role="group" aria-label="Templates">
            {shown.map((each) => (
              <Card key={each.id} template={each} there={madeOf.get(each.id)?.map(({ name }) => name) ?? []} isChosen={each.id === chosen} onChoose={() => setChosen(each.id === chosen ? undefined : each.id)} />
            ))}
          </div>
        )}
      </SplitPane>
    </Screen>
  );
}

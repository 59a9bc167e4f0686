import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { TemplateView } from '../../../services/contract/views/catalog-view.ts';
import type { TemplateSet } from '../../../services/contract/views/project-view.ts';
import { useCore } from '../../lib/core.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { pickedText, togglePick, type Picked } from './choices.ts';
import styles from './OpenScreen.module.css';

/** They come after the choice that asks for them, and are seen without looking for them. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

/** A set to begin with, and each template to take in or out. */
export function TemplateChoice({ picked, onPick }: { readonly picked: Picked; readonly onPick: (picked: Picked) => void }) {
  const core = useCore();
  const { data: sets = [] } = useQuery<readonly TemplateSet[]>({ queryKey: ['projects.sets'], queryFn: ({ signal }) => core.projects.sets({}, { signal, ...resumed }), staleTime: Number.POSITIVE_INFINITY });
  const { data: templates, error } = useQuery<readonly TemplateView[]>({ queryKey: ['files.catalog', undefined], queryFn: ({ signal }) => core.files.catalog({}, { signal, ...resumed }) });
  if (templates === undefined) return error === null ? <Skeleton lines={4} /> : <ErrorState error={failureOf(error)} />;
  const now = pickedText(picked);
  const usable = templates.filter(({ problem }) => problem === undefined);
  return (
    <div ref={intoView} className={styles.templates}>
      <div className={styles.sets} role="group" aria-label="Sets that go well together">
        {sets.map(({ id, title, description, services }) => (
          <Button key={id} variant={pickedText(services) === now ? 'light' : 'default'} aria-pressed={pickedText(services) === now} title={description} onClick={() => onPick(services)}>
            {title}
          </Button>
        ))}
      </div>
      <div className={styles.boxes} role="group" aria-label="Templates">
        {usable.map((template) => {
          const names = picked.filter((each) => each.template === template.id).map(({ name }) => name);
          return (
            <Checkbox
              key={template.id}
              size="xs"
              checked={names.length > 0}
              onChange={() => onPick(togglePick(picked, template))}
              title={template.description}
              label={
                <span className={styles.box}>
                  <CategoryIcon category={template.category} size={14} />
                  {template.title}
                  {names.length === 0 ? undefined : <code>{names.join(', ')}</code>}
                </span>
              }
            />
          );
        })}
      </div>
    </div>
  );
}

import { isActionsGroup, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { IconMoon, IconPlayerPlay, IconPlayerStop, IconRefresh, IconSearch, IconStack2 } from '@tabler/icons-react';
import { useMantineColorScheme } from '@mantine/core';
import { categoryIcon } from '../../lib/icons.ts';
import { useStartJob } from '../../lib/jobs.ts';
import { slugsOf } from '../../lib/slugs.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';
import styles from './Palette.module.css';
import { findActions, type Rules } from './palette-filter.ts';
import { isDisruptiveEntry, isServiceEntry, serviceEntries } from './service-entries.tsx';
import { stacklessScreens } from '../screens.ts';
import { shownScreens } from './shown-screens.ts';
import type { FrameStack } from './use-frame-stack.ts';

const mostShown = 60;
const rules: Rules<SpotlightActionData> = { isMinor: isServiceEntry, isDisruptive: ({ id }) => id === 'restart' || id === 'down' || isDisruptiveEntry({ id }) };

/** Every screen, service, stack and action, by typing. */
export function Palette({ stack: { slug, summary, stacks, snapshot, view } }: { readonly stack: FrameStack }) {
  const navigate = useNavigate();
  const { mutate: start } = useStartJob();
  const { toggleColorScheme } = useMantineColorScheme();
  const go = (to: string, search: Record<string, string> = {}) => void navigate({ to, search });
  const at = slug === undefined ? '' : `/${encodeURIComponent(slug)}`;
  const file = summary?.file;
  const states = new Map(snapshot?.status.services.map(({ name, state }) => [name, state]));
  const actions: SpotlightActionData[] = [
    ...(slug === undefined ? [] : shownScreens(view)).map(({ path, title, icon: Icon }) => ({ id: `screen ${path}`, label: title, description: 'Screen', leftSection: <Icon size={16} />, onClick: () => go(`${at}/${path}`) })),
    ...(view?.services ?? []).map(({ name, title, category }) => {
      const Icon = categoryIcon(category);
      const state = states.get(name);
      return { id: `service ${name}`, label: name, description: title, leftSection: <Icon size={16} />, rightSection: state === undefined ? undefined : <StateBadge state={state} />, onClick: () => go(`${at}/services/${encodeURIComponent(name)}`) };
    }),
    ...(file === undefined
      ? []
      : [
          { id: 'up', label: 'Start all services', description: 'Action · does what stackyard.yaml says', keywords: ['up', 'apply', 'run'], leftSection: <IconPlayerPlay size={16} />, onClick: () => start({ file, verb: 'up' }) },
          { id: 'restart', label: 'Restart all services', description: 'Action', keywords: ['reboot'], leftSection: <IconRefresh size={16} />, onClick: () => start({ file, verb: 'restart' }) },
          { id: 'down', label: 'Stop all services', description: 'Action · data is kept', keywords: ['down', 'end', 'halt'], leftSection: <IconPlayerStop size={16} />, onClick: () => start({ file, verb: 'down' }) },
        ]),
    ...(file === undefined ? [] : (view?.services ?? []).flatMap((service) => serviceEntries({ service, state: states.get(service.name), file, start, open: (tab) => go(`${at}/services/${encodeURIComponent(service.name)}`, { tab }) }))),
    ...[...slugsOf(stacks)].filter(([each]) => each !== slug).map(([each, { directory }]) => ({ id: `stack ${each}`, label: each, description: `Stack · ${directory}`, leftSection: <IconStack2 size={16} />, onClick: () => go(`/${encodeURIComponent(each)}/stack`) })),
    ...stacklessScreens.map(({ path, title, sentence = title, icon: Icon }) => ({ id: `screen - ${path}`, label: sentence, description: 'Screen', leftSection: <Icon size={16} />, onClick: () => go(`/-/${path}`) })),
    { id: 'scheme', label: 'Switch between light and dark', description: 'Action', keywords: ['theme', 'colours', 'colors', 'scheme', 'mode', 'night'], leftSection: <IconMoon size={16} />, onClick: () => toggleColorScheme() },
  ];
  return (
    <Spotlight
      actions={actions}
      filter={(query, all) => findActions(query, all.filter((each): each is SpotlightActionData => !isActionsGroup(each)), rules)}
      limit={mostShown}
      shortcut={['mod + K']}
      // Also out of a field; in a terminal, which is a text area, every key goes to the program.
      tagsToIgnore={['TEXTAREA']}
      nothingFound="Nothing is called that. Try the name of a service, a screen or an action; ? shows the keys of the screen."
      scrollable
      maxHeight={420}
      radius={8}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      classNames={{ action: styles.action ?? '', actionDescription: styles.description ?? '' }}
      attributes={{ content: { 'aria-label': 'Find anything' } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      searchProps={{ placeholder: 'Go to a screen, service or stack, or do something', leftSection: <IconSearch size={16} />, 'aria-label': 'Find anything' }}
    />
  );
}

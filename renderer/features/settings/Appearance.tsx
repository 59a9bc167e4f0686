import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { usePreferences, type Density } from '../../lib/preferences.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Section } from '../../ui/Section.tsx';
import { SettingRow } from './SettingRow.tsx';

const schemes: { readonly value: MantineColorScheme; readonly label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const densities: { readonly value: Density; readonly label: string }[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'usual', label: 'Usual' },
  { value: 'roomy', label: 'Roomy' },
];

/** Of this window alone; the core does not know it. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreferences((preferences) => preferences.density);
  const setDensity = usePreferences((preferences) => preferences.setDensity);
  return (
    <Section title="Appearance" aside="of this window">
      <SettingRow title="Colours" words="Light and dark show the same; states keep their colours.">
        <Choice name="colours" aria-label="Colours" data={schemes} value={colorScheme} onChange={(value) => setColorScheme(value)} />
      </SettingRow>
      <SettingRow title="Rows of tables" words="How many fit on the screen.">
        <Choice name="table-rows" aria-label="Rows of tables" data={densities} value={density} onChange={(value) => setDensity(value)} />
      </SettingRow>
    </Section>
  );
}

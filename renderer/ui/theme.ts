import { createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = ['#eef0ff', '#dfe2fe', '#bdc3fb', '#9aa3f7', '#7c87f3', '#6673ee', '#5560e0', '#4a54cf', '#404ab8', '#343c98'];
const dark: MantineColorsTuple = ['#e6e7ea', '#c3c6cd', '#9ba0ab', '#6c717c', '#3c4048', '#2c2f36', '#212329', '#191b1f', '#131417', '#0e0f11'];

/** Dense and calm: 13 px, small radii, one accent. Colours of states are in tokens.css. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  colors: { accent, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'compact-sm', variant: 'default' } },
    ActionIcon: { defaultProps: { size: 26, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' }, styles: { root: { backgroundColor: 'var(--hover)', boxShadow: 'inset 0 0 0 1px var(--line)' } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, transitionProps: { duration: 80 } } },
  },
});

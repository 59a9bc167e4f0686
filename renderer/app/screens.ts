import { IconChartLine, IconDatabase, IconFileCode, IconFolderPlus, IconHistory, IconLayoutGrid, IconPackageExport, IconServer2, IconSettings, IconStethoscope, IconTerminal2, IconTopologyStar3, type Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';

export interface Screen {
  /** Part of the address: `/shop/stack`. */
  readonly path: string;
  /** What may follow in the address, by the name under which the screen reads it: `service` for `/shop/services/cache`. */
  readonly parameter?: string;
  readonly title: string;
  /** Its name where there is more room than in the rail. */
  readonly sentence?: string;
  readonly icon: Icon;
  /** Shown only where a service of the stack can be looked into like this. */
  readonly capability?: string;
  readonly load: () => Promise<ComponentType>;
}

/** Every screen, in the order of the rail. Adding one is one entry here and a folder in features/. */
export const screens: readonly Screen[] = [
  { path: 'stack', title: 'Stack', icon: IconTopologyStar3, load: async () => (await import('../features/stack/StackScreen.tsx')).StackScreen },
  { path: 'services', parameter: 'service', title: 'Services', icon: IconServer2, load: async () => (await import('../features/service/ServiceScreen.tsx')).ServiceScreen },
  { path: 'logs', title: 'Logs', icon: IconTerminal2, load: async () => (await import('../features/logs/LogsScreen.tsx')).LogsScreen },
  { path: 'events', title: 'Events', icon: IconHistory, load: async () => (await import('../features/events/EventsScreen.tsx')).EventsScreen },
  { path: 'metrics', title: 'Metrics', icon: IconChartLine, load: async () => (await import('../features/metrics/MetricsScreen.tsx')).MetricsScreen },
  { path: 'catalog', title: 'Catalog', icon: IconLayoutGrid, load: async () => (await import('../features/catalog/CatalogScreen.tsx')).CatalogScreen },
  { path: 'editor', title: 'Editor', icon: IconFileCode, load: async () => (await import('../features/editor/EditorScreen.tsx')).EditorScreen },
  { path: 'volumes', title: 'Volumes', icon: IconDatabase, load: async () => (await import('../features/volumes/VolumesScreen.tsx')).VolumesScreen },
  { path: 'export', title: 'Export', icon: IconPackageExport, load: async () => (await import('../features/export/ExportScreen.tsx')).ExportScreen },
  { path: 'doctor', title: 'Doctor', icon: IconStethoscope, load: async () => (await import('../features/doctor/DoctorScreen.tsx')).DoctorScreen },
];

/** Screens of no stack, below `/-`, which cannot be the name of one. */
export const stacklessScreens: readonly Screen[] = [
  { path: 'open', title: 'Open', sentence: 'Open or create a stack', icon: IconFolderPlus, load: async () => (await import('../features/open/OpenScreen.tsx')).OpenScreen },
  { path: 'settings', title: 'Settings', icon: IconSettings, load: async () => (await import('../features/settings/SettingsScreen.tsx')).SettingsScreen },
];

import { IconApi, IconBox, IconBucket, IconChartDots, IconDatabase, IconKey, IconRoute, IconSearch, IconServer, IconStack2, IconWorld, type Icon } from '@tabler/icons-react';

const byCategory: Readonly<Record<string, Icon>> = {
  cache: IconKey,
  database: IconDatabase,
  queue: IconStack2,
  messaging: IconStack2,
  broker: IconStack2,
  storage: IconBucket,
  'object-storage': IconBucket,
  search: IconSearch,
  edge: IconWorld,
  proxy: IconRoute,
  mesh: IconRoute,
  gateway: IconApi,
  observability: IconChartDots,
  monitoring: IconChartDots,
  process: IconServer,
};

/** The sign of a service's category; the user's own code is a box. */
export const categoryIcon = (category: string): Icon => byCategory[category] ?? IconBox;

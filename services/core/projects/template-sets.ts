import type { TemplateSet } from '../../contract/views/project-view.ts';

/** Starts that people ask for most; each names its services by what they do, so that a template can be changed for another one. */
export const templateSets: readonly TemplateSet[] = [
  {
    id: 'cache-queue-storage',
    title: 'Cache, queue and storage',
    description: 'What most back ends lean on: fast state, messages between programs, files.',
    services: [
      { name: 'cache', template: 'redis' },
      { name: 'broker', template: 'rabbitmq' },
      { name: 'files', template: 'minio' },
    ],
  },
  {
    id: 'database-cache',
    title: 'Database and cache',
    description: 'A relational database, and a cache before it.',
    services: [
      { name: 'database', template: 'postgres' },
      { name: 'cache', template: 'redis' },
    ],
  },
  {
    id: 'search',
    title: 'Search',
    description: 'A database, and an index to search what it holds.',
    services: [
      { name: 'database', template: 'postgres' },
      { name: 'search', template: 'elasticsearch' },
    ],
  },
  {
    id: 'everything',
    title: 'All back ends',
    description: 'One of each, to try them out. Needs about 3 GB of memory.',
    services: [
      { name: 'database', template: 'postgres' },
      { name: 'cache', template: 'redis' },
      { name: 'sessions', template: 'memcached' },
      { name: 'broker', template: 'rabbitmq' },
      { name: 'files', template: 'minio' },
      { name: 'search', template: 'elasticsearch' },
    ],
  },
];

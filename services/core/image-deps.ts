import { join } from 'node:path';
import type { EngineClient } from '../engine/index.ts';
import type { ImageDeps } from '../engine/images/index.ts';
import type { Session } from './session.ts';

export function imageDeps({ resourcesDirectory, environment }: Session, client: EngineClient): ImageDeps {
  return { client, recipes: join(resourcesDirectory, 'resources', 'images'), environment: { ...environment } };
}

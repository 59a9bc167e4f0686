import type { Container } from './pods.ts';
import { listAt, shown } from './read.ts';

const nameOf = (value: unknown): string => shown(value).toUpperCase().replace(/^CAP_/, '');

export const addedCapabilities = ({ spec }: Container): readonly string[] => listAt(spec, 'securityContext.capabilities.add').map(nameOf);
export const droppedCapabilities = ({ spec }: Container): readonly string[] => listAt(spec, 'securityContext.capabilities.drop').map(nameOf);
export const dropsAll = (container: Container): boolean => droppedCapabilities(container).includes('ALL');

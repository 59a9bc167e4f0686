import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';

/** The verb of a command that a person runs beside the app; what the supervisor starts again by itself is none. */
export const outsideCommand = (snapshot: Pick<StackSnapshot, 'changing'> | undefined): string | undefined => (snapshot?.changing === 'heal' ? undefined : snapshot?.changing);

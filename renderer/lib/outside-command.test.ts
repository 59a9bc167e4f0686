import { expect, it } from 'vitest';
import { outsideCommand } from './outside-command.ts';

it.each([[{ changing: 'down' }, 'down'], [{ changing: 'heal' }, undefined], [{}, undefined], [undefined, undefined]])('of %j the command beside the app is %s', (snapshot, verb) => expect(outsideCommand(snapshot)).toBe(verb));

import { allocatePorts, observe } from '../../engine/index.ts';
import { chooseImages, imageAvailability } from '../../engine/images/index.ts';
import { asStackyardError } from '../../contract/errors.ts';
import { portCheckFor } from '../prepare.ts';
import { imageDeps } from '../image-deps.ts';
import type { Session } from '../session.ts';
import type { Finding, Inspection } from './check.ts';

export const inspectPorts: Inspection = async ({ engine, topology, signal }) => {
  if (engine === undefined || topology === undefined) return [];
  const common = { id: 'ports', title: 'Ports of the stack' };
  try {
    const observed = await observe(engine, topology, signal);
    const { changes } = await allocatePorts({ topology, observed, remembered: {}, check: portCheckFor(engine) });
    if (changes.length === 0) return [{ ...common, outcome: 'ok', found: 'all standard ports are free or ours' }];
    return changes.map(({ service, port, given, cause }): Finding => ({ ...common, id: `ports.${service}.${port}`, outcome: 'ok', found: `${cause}; ${service} gets ${given}`, fix: 'Nothing needs doing; free the port to have the standard one.' }));
  } catch (error) {
    const { code, message, hint } = asStackyardError(error);
    if (code !== 'PORT_IN_USE') throw error;
    return [{ ...common, outcome: 'failed', found: message, fix: hint ?? 'Free the port, or publish another one.' }];
  }
};

export const inspectImages =
  (session: Session): Inspection =>
  async ({ engine, topology }) => {
    if (engine === undefined || topology === undefined) return [];
    const choices = Object.values(await chooseImages(topology, imageDeps(session, engine)));
    return choices.map(({ service, wanted, reference, id, cause }): Finding => {
      const common = { id: `images.${service}`, title: `Image of ${service}` };
      if (id !== undefined) return { ...common, outcome: 'ok', found: reference === wanted ? wanted : `${wanted}, as ${reference}` };
      return { ...common, outcome: 'warning', found: `${wanted} is not there yet${cause === undefined ? '' : `: ${cause}`}`, fix: 'stackyard up gets it; stackyard images pull gets it now.' };
    });
  };

/** Where images would come from if one were missing. */
export const inspectSources =
  (session: Session): Inspection =>
  async ({ engine, topology, signal }) => {
    if (engine === undefined) return [];
    const { registry, offline } = await imageAvailability({ ...imageDeps(session, engine), signal, ...(topology?.registry === undefined ? {} : { registry: topology.registry }) });
    const buildable = offline.filter(({ missing }) => missing.length === 0);
    const tools = [...new Set(offline.flatMap(({ missing }) => missing))];
    const found = `${registry.name} is ${registry.reachable ? 'reachable' : `not reachable (${registry.reason ?? 'no answer'})`}; ${buildable.length} of ${offline.length} offline images can be built here`;
    const common = { id: 'images', title: 'Where images come from', found };
    if (registry.reachable || tools.length === 0) return [{ ...common, outcome: 'ok' }];
    return [{ ...common, outcome: 'warning', fix: `Install ${tools.join(', ')}, or let this machine reach a registry.` }];
  };

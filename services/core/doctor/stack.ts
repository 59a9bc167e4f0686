import { allocatePorts, createPortCheck, observe } from '../../engine/index.ts';
import { chooseImages } from '../../engine/images/index.ts';
import { asStackyardError } from '../../contract/errors.ts';
import { imageDeps } from '../image-deps.ts';
import type { Session } from '../session.ts';
import type { Finding, Inspection } from './check.ts';

export const inspectPorts: Inspection = async ({ engine, topology, signal }) => {
  if (engine === undefined || topology === undefined) return [];
  const common = { id: 'ports', title: 'Ports of the stack' };
  try {
    const observed = await observe(engine, topology.name, signal);
    const { changes } = await allocatePorts({ topology, observed, remembered: {}, check: createPortCheck({ engineIsLocal: true }) });
    if (changes.length === 0) return [{ ...common, outcome: 'ok', found: 'all standard ports are free or ours' }];
    return changes.map(({ service, port, wanted, given, cause }): Finding => ({ ...common, id: `ports.${service}.${port}`, outcome: 'warning', found: `${wanted} is taken (${cause}); ${service} gets ${given}`, fix: 'Nothing needs doing; free the port to have the standard one.' }));
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

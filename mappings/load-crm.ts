import { type CrmMapping, crmMappingSchema } from '../domain/crm/crm-mapping.ts';
import { type LocatedProblem, YamlSource } from '../playbooks/yaml-source.ts';

/** Which of our values go into which field of a CRM; `null` with everything that is wrong, by line. */
export function parseCrmMapping(text: string): { mapping: CrmMapping | null; problems: LocatedProblem[] } {
  const { content, problems } = new YamlSource(text, crmMappingSchema).read();
  return { mapping: content, problems };
}

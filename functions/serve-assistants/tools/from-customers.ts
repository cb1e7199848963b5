/**
 * What somebody of a customer wrote, in a field of its own: whoever reads it for somebody is told that it is to be told of, and
 * asks for nothing, whatever stands in it.
 */
export const fromCustomer = (text: string) => ({ writtenByCustomer: text });

/** The answer with what is to be known of such texts, where it holds some. */
export function withNotice<Answer extends object>(told: Answer, notice: string): Answer & { notice?: string } {
  return JSON.stringify(told).includes('"writtenByCustomer":') ? { notice, ...told } : told;
}

/**
 * The local AWS keeps which pages may post as CloudFormation writes it (`AllowOrigins`), and looks for it as its own API
 * does (`allowOrigins`): until it is said again that way, it refuses every page. In AWS nothing of this is needed.
 */
export async function repeatPageOrigins(awsEndpoint: string, apiId: string): Promise<void> {
  const address = `${awsEndpoint}/v2/apis/${apiId}`;
  const { corsConfiguration = {} } = (await (await fetch(address)).json()) as { corsConfiguration?: object };
  const renamed = Object.fromEntries(
    Object.entries(corsConfiguration).map(([name, value]) => [`${name[0]?.toLowerCase()}${name.slice(1)}`, value]),
  );
  const answer = await fetch(address, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ corsConfiguration: renamed }),
  });
  if (!answer.ok) throw new Error(`the local AWS did not take which pages may post: ${answer.status}`);
}

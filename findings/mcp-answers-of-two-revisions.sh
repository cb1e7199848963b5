#!/usr/bin/env bash
# @modelcontextprotocol/server (npm, the official SDK's server in its second generation) serves clients of 2026-07-28 and of
# the year before by one handler. Told `responseMode: 'json'`, it answers the newer ones by JSON, and those of 2025, most of
# what is in use, by an event stream all the same; nothing that it takes makes that JSON. Behind what hands over one whole
# answer and no stream, such as an HTTP API with a Lambda, each old client reads an event stream of one event.
# Guessed before: the setting holds for whoever asks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 2> /dev/null

cat > ask.mjs << 'JS'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'example', version: '1.0.0' });
  server.registerTool('hello', { description: 'Says hello' }, () => ({ content: [{ type: 'text', text: 'Hello' }] }));
  return server;
}, { responseMode: 'json' });

async function typesSeen(options) {
  const types = new Set();
  const client = new Client({ name: 'example', version: '1.0.0' }, options);
  const transport = new StreamableHTTPClientTransport(new URL('http://example.invalid/mcp'), {
    fetch: async (url, init) => {
      const answer = await handler.fetch(new Request(url, init));
      if (answer.status === 200) types.add(answer.headers.get('content-type'));
      return answer;
    },
  });
  await client.connect(transport);
  const { content } = await client.callTool({ name: 'hello', arguments: {} });
  const version = client.getNegotiatedProtocolVersion();
  await client.close();
  console.log(`${version}: ${content[0].text}, by ${[...types].join(' and ')}`);
  return `${version} ${[...types].join(' ')}`;
}

const seen = [await typesSeen({ versionNegotiation: { mode: 'auto' } }), await typesSeen({})];
// Guessed: 2026-07-28 application/json | 2025-11-25 application/json
process.exit(seen.join(' | ') === '2026-07-28 application/json | 2025-11-25 text/event-stream' ? 0 : 1);
JS
echo '@modelcontextprotocol/server 2.4.0'
node ask.mjs || { echo 'No longer so.'; exit 1; }

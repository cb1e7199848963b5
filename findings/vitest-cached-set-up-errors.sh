#!/usr/bin/env bash
# vitest (npm) with `experimental.fsModuleCache` can't tell why a global set-up failed: in the place of its error stands
# `TypeError: code.charCodeAt is not a function`, of vitest's own reading of the stack. Without the cache the error is told.
# Guessed before: what a set-up throws is printed, whatever is cached.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund vitest@4.1.12 2> /dev/null
echo "import { test } from 'vitest'; test('passes', () => {});" > a.test.mjs
echo "export default async function setUp() { throw new Error('the port is taken'); }" > set-up.mjs

told() {
  echo "export default { test: { experimental: { fsModuleCache: $1 }, globalSetup: './set-up.mjs' } };" > vitest.config.mjs
  local answer
  answer=$(npx vitest run 2>&1 || true)
  if grep -q 'the port is taken' <<< "$(grep -a 'Error' <<< "$answer")"; then echo 'its error'; else grep -ao 'TypeError: .*' <<< "$answer" | head -1; fi
}
echo 'vitest 4.1.12'
without=$(told false)
with=$(told true)
echo "without the cache: $without"
echo "with the cache: $with"
# Guessed: its error | its error
[ "$without | $with" = 'its error | TypeError: code.charCodeAt is not a function' ] || { echo 'No longer so.'; exit 1; }

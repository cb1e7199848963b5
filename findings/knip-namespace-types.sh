#!/usr/bin/env bash
# knip (npm): of a module that is imported as types alone (`import type * as Shop`) and used as `typeof Shop`, all exports count
# as used. Once one of its types is named through the same import (`Shop.Order`), the functions that `typeof Shop` hands on are
# told to be unused.
# Guessed before: one more use of a namespace can't make less of it used.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund knip@6.40.0 typescript@7.0.2 @types/node@20.19.43 2> /dev/null
mkdir src
cat > src/shop.ts <<'TS'
export interface Order { id: string }
export function order(id: string): Order { return { id }; }
TS
echo '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true }, "include": ["src"] }' > tsconfig.json
echo '{ "entry": ["src/index.ts"], "project": ["src/**/*.ts"], "ignoreDependencies": ["typescript", "@types/node", "knip"] }' > knip.json

told() {
  echo "import type * as Shop from './shop.js'; declare const load: () => typeof Shop; const $1 = load().order('1'); console.log(one.id);" > src/index.ts
  npx tsc --noEmit
  local answer
  answer=$(npx knip --include exports 2> /dev/null || true)
  if grep -q '^order ' <<< "$answer"; then echo 'order is unused'; else echo 'nothing'; fi
}
echo 'knip 6.40.0'
without=$(told 'one')
with=$(told 'one: Shop.Order')
echo "typeof Shop alone: $without"
echo "and Shop.Order: $with"
# Guessed: nothing | nothing
[ "$without | $with" = 'nothing | order is unused' ] || { echo 'No longer so.'; exit 1; }

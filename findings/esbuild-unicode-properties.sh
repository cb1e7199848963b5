#!/usr/bin/env bash
# esbuild (npm) rewrites `/\p{L}/u` for engines that don't know properties of characters (before ES2018), as a call of RegExp
# that can be replaced, but not where the property stands within brackets: `/[^\p{L}]/u` stays, without a warning, and a
# file with it can't be read there at all.
# Guessed before: every pattern with a property is rewritten, wherever in it that stands.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund esbuild@0.28.2

cat > rewrite.mjs << 'JS'
import { transformSync } from 'esbuild';

const patterns = [String.raw`/\p{L}/u`, String.raw`/[\p{L}]/u`, String.raw`/[^\p{C}]+/u`, String.raw`/[.]\p{L}/u`];
const isRewritten = patterns.map((pattern) => {
  const { code, warnings } = transformSync(`f = ${pattern};`, { target: 'es2017' });
  console.log(`${pattern.padEnd(14)} -> ${code.trim()} (warnings: ${warnings.length})`);
  return code.includes('new RegExp');
});
// Guessed: true, true, true, true.
process.exit(isRewritten.join() === 'true,false,false,true' ? 0 : 1);
JS
echo 'esbuild 0.28.2, target es2017'
node rewrite.mjs || { echo 'No longer so.'; exit 1; }

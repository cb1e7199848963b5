#!/usr/bin/env bash
# adaptivecards (npm, Microsoft's own library for cards of Teams) takes a property that it doesn't know without a word: neither
# parse() nor validateProperties() tells of it, it is only gone from what toJSON() gives back. An unknown element and a value out
# of range are told. So a test that asks it for complaints passes with a misspelt property; one that compares what comes back
# doesn't. Besides, Node can't load the package by its name: its entry imports files without their endings.
# Guessed before: a library that validates complains of a misspelt property, and loads by its name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund adaptivecards@3.0.6 2> /dev/null

cat > validate.cjs << 'JS'
let byName = 'loads';
try {
  require('adaptivecards');
} catch (error) {
  byName = error.code;
}
const { AdaptiveCard, SerializationContext } = require('adaptivecards/dist/adaptivecards.js');
const events = (block) => {
  const card = new AdaptiveCard();
  const context = new SerializationContext();
  const content = { type: 'AdaptiveCard', version: '1.4', body: [block] };
  card.parse(content, context);
  const told = context.eventCount + card.validateProperties().validationEvents.length;
  const isKept = JSON.stringify(card.toJSON().body?.[0]) === JSON.stringify(block);
  console.log(`${JSON.stringify(block)} -> told: ${told}, comes back the same: ${isKept}`);
  return `${told > 0} ${isKept}`;
};
const seen = [
  byName,
  events({ type: 'TextBlock', text: 'x', wrap: true }),
  events({ type: 'TextBlock', text: 'x', warp: true }),
  events({ type: 'TextBlock', text: 'x', weight: 'Boldest' }),
];
console.log(`by its name: ${byName}`);
// Guessed: loads | false true | true false | true false
process.exit(seen.join(' | ') === 'ERR_MODULE_NOT_FOUND | false true | false false | true false' ? 0 : 1);
JS
echo 'adaptivecards 3.0.6'
node validate.cjs || { echo 'No longer so.'; exit 1; }

// node measure.mjs ENGINE RULES.json INCIDENTS.jsonl: one row of the table of figures, and how many levels agree.
// The same method as Fengsui.Bench: warm up, then five rounds of whole passes; the time of every single call is kept.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [, , name, rulesFile, incidentsFile] = process.argv;
const { prepare, prepareFacts } = await import(`./${name}.mjs`);
const { version } = createRequire(import.meta.url)(`./node_modules/${name === 'zen-engine' ? '@gorules/' : ''}${name}/package.json`);
const packs = JSON.parse(readFileSync(rulesFile, 'utf8'));
const incidents = readFileSync(incidentsFile, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

const evaluate = prepare(packs);
const facts = incidents.map((i) => prepareFacts(i.facts));

const calls = [];
const rounds = [];
let elapsed = 0;
let processor = 0;
await round([], 4000);
for (let i = 0; i < 5; i++) {
  const times = [];
  const before = process.cpuUsage();
  elapsed += await round(times, 1000);
  const { user, system } = process.cpuUsage(before);
  processor += user + system;
  rounds.push(quantile(times.sort((a, b) => a - b), 0.5));
  calls.push(...times);
}
calls.sort((a, b) => a - b);
const mean = elapsed / calls.length;
const micro = (v) => `${v.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} µs`;
const figures = [...[0.5, 0.99, 0.999].map((q) => micro(quantile(calls, q))), micro(mean), Math.round(1e6 / mean).toLocaleString('en'), 'not measured',
  `${micro(Math.min(...rounds))} – ${micro(Math.max(...rounds))}`, `${Math.round(Math.min(processor / elapsed, 1) * 100)} %`];
console.log(`| ${name} ${version}, ${packs.length} packs, levels only | ${figures.join(' | ')} |`);
await agreement();

async function round(times, milliseconds) {
  const start = performance.now();
  do {
    for (const one of facts) {
      const before = performance.now();
      await evaluate(one);
      times.push((performance.now() - before) * 1000);
    }
  } while (performance.now() - start < milliseconds);
  return (performance.now() - start) * 1000;
}

function quantile(sorted, share) {
  return sorted[Math.floor(share * (sorted.length - 1))];
}

async function agreement() {
  const counts = { known: 0, knownAgree: 0, open: 0, openAgree: 0 };
  for (const [i, incident] of incidents.entries()) {
    const answer = await evaluate(facts[i]);
    for (const { pack } of packs) {
      const { applies, rules } = answer(pack);
      const level = applies ? Math.max(0, ...rules.map((r) => r.level)) : 0;
      const agrees = level === incident.settled[pack];
      counts[incident.fully_known ? 'known' : 'open']++;
      if (agrees) counts[incident.fully_known ? 'knownAgree' : 'openAgree']++;
    }
  }
  console.log(`- ${name}: the settled levels agree with Fengsui's in ${counts.knownAgree} of ${counts.known} cases of an incident under a pack, everything known, `
    + `and in ${counts.openAgree} of ${counts.open} with unknowns. That it could be higher, which is so in ${incidents.filter((i) => i.could_be_higher).length} incidents, it cannot say.`);
}

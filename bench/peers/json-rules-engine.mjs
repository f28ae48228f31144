// The rules in the words of json-rules-engine. An absent fact is undefined, for which every operator says false.
import { Engine, Operator } from 'json-rules-engine';

export const prepareFacts = (facts) => facts;

export function prepare(packs) {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator(new Operator('hasAny', (held, words) => held.some((word) => words.includes(word)), Array.isArray));
  for (const { pack, applies, left_out, rules } of packs) {
    engine.addRule(rule('applies', { pack }, applies));
    for (const condition of left_out) engine.addRule(rule('left_out', { pack }, condition));
    for (const { rule: id, level, when } of rules) engine.addRule(rule('level', { pack, rule: id, level }, when));
  }

  return async (facts) => {
    const { events } = await engine.run(facts);
    return (pack) => ({
      applies: events.some((e) => e.type === 'applies' && e.params.pack === pack) && !events.some((e) => e.type === 'left_out' && e.params.pack === pack),
      rules: events.filter((e) => e.type === 'level' && e.params.pack === pack).map((e) => e.params),
    });
  };
}

const rule = (type, params, when) => {
  const conditions = condition(when);
  return { conditions: conditions.all || conditions.any ? conditions : { all: [conditions] }, event: { type, params } };
};

function condition(c) {
  if (c.always) return { all: [] };
  if (c.all) return { all: c.all.map(condition) };
  if (c.any) return { any: c.any.map(condition) };
  if (c.at_least !== undefined) return { fact: c.fact, operator: 'greaterThanInclusive', value: c.at_least };
  if (c.in) return { fact: c.fact, operator: 'in', value: c.in };
  if (c.has_any) return { fact: c.fact, operator: 'hasAny', value: c.has_any };
  throw new Error(`not to be said here: ${JSON.stringify(c)}`);
}
